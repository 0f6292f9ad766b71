"""Opens text documents in LibreOffice, accepts all tracked changes, and rejects all.

Usage: python3 office.py PROFILE FILE...   (the system's own python3, with python3-uno)
Says one line of JSON for each file: {"accepted": [paragraph, ...], "rejected": [paragraph, ...]}.
"""

import json
import subprocess
import sys
import time

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException


def paragraphs(document):
    found, each = [], document.Text.createEnumeration()
    while each.hasMoreElements():
        one = each.nextElement()
        if one.supportsService("com.sun.star.text.Paragraph"):
            found.append(one.String)
    return found


def main(profile, files):
    pipe = "banfa" + str(abs(hash(profile)))
    office = subprocess.Popen(
        ["soffice", "--headless", "--norestore", "--nologo", "-env:UserInstallation=file://" + profile,
         "--accept=pipe,name=%s;urp" % pipe],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        local = uno.getComponentContext()
        resolver = local.ServiceManager.createInstanceWithContext(
            "com.sun.star.bridge.UnoUrlResolver", local)
        for _ in range(600):
            try:
                context = resolver.resolve(
                    "uno:pipe,name=%s;urp;StarOffice.ComponentContext" % pipe)
                break
            except NoConnectException:
                time.sleep(0.1)
        else:
            raise SystemExit("no office")
        manager = context.ServiceManager
        desktop = manager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
        helper = manager.createInstanceWithContext("com.sun.star.frame.DispatchHelper", context)
        hidden = PropertyValue()
        hidden.Name, hidden.Value = "Hidden", True
        for path in files:
            told = {}
            for name, command in (("accepted", ".uno:AcceptAllTrackedChanges"),
                                  ("rejected", ".uno:RejectAllTrackedChanges")):
                document = desktop.loadComponentFromURL(
                    uno.systemPathToFileUrl(path), "_blank", 0, (hidden,))
                frame = document.CurrentController.Frame
                helper.executeDispatch(frame, command, "", 0, ())
                told[name] = paragraphs(document)
                document.close(True)
            print(json.dumps(told, ensure_ascii=False), flush=True)
        desktop.terminate()
    finally:
        try:
            office.wait(20)
        except subprocess.TimeoutExpired:
            office.kill()


main(sys.argv[1], sys.argv[2:])
