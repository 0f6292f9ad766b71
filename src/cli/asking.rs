//! The arguments of the commands that hold before and after against each other.

use clap::{Arg, ArgAction, Command};

use crate::lang::{Lang, Phrase};
use crate::mutate::Operator;

/// What a timeline may be asked.
pub(super) fn along(
    command: Command,
    wish: &dyn Fn(&'static str, &'static str, Phrase) -> Arg,
    lang: Lang,
) -> Command {
    let value = |name: &'static str, form: &'static str, help: Phrase| {
        Arg::new(name).long(name).value_name(form).help(help.plain(lang).to_owned())
    };
    let names = Arg::new("names").num_args(0..).value_name("NAME");
    command
        .arg(names.help(Phrase::HelpTimelineName.plain(lang).to_owned()))
        .arg(value("until", "YEAR", Phrase::HelpTimelineUntil))
        .arg(value("from", "DATE", Phrase::HelpTimelineFrom))
        .arg(value("opens", "MM-DD", Phrase::HelpTimelineOpens))
        .arg(value("enters", "MM-DD", Phrase::HelpTimelineEnters))
        .arg(value("story", "SCENARIO", Phrase::HelpTimelineStory))
        .arg(wish("amendment", "NAME", Phrase::HelpTimelineUnder))
        .arg(wish("reading", "A12=…", Phrase::HelpTimelineReading))
        .arg(wish("set", "NAME=…", Phrase::HelpTimelineSet))
        .arg(wish("assume", "YEAR=…", Phrase::HelpAssume))
}

/// What coverage may be asked.
pub(super) fn covering(
    command: Command,
    wish: &dyn Fn(&'static str, &'static str, Phrase) -> Arg,
    lang: Lang,
) -> Command {
    let say = |phrase: Phrase| phrase.plain(lang).to_owned();
    let targets = Arg::new("targets").num_args(0..).value_name("BUNDLE|PATH");
    command
        .arg(targets.help(say(Phrase::HelpCoverageTargets)))
        .arg(wish("min", "PERCENT", Phrase::HelpMin))
        .arg(wish("changed-by", "NAME", Phrase::HelpChangedBy))
        .arg(wish("assume", "YEAR=…", Phrase::HelpAssume))
        .arg(Arg::new("all").long("all").action(ArgAction::SetTrue).help(say(Phrase::HelpAllGaps)))
        .arg(
            Arg::new("format")
                .long("format")
                .value_name("FORM")
                .value_parser(["human", "json", "html", "cobertura"])
                .hide_possible_values(true)
                .default_value("human")
                .hide_default_value(true)
                .help(say(Phrase::HelpFormatCoverage)),
        )
}

/// What stories may be made for.
pub(super) fn generating(command: Command, lang: Lang) -> Command {
    let say = |phrase: Phrase| phrase.plain(lang).to_owned();
    let cover = Arg::new("cover").long("cover").required(true).value_name("KIND");
    let dry = Arg::new("dry-run").long("dry-run").action(ArgAction::SetTrue);
    let kinds = ["transitions", "guards", "boundaries"];
    command
        .arg(cover.value_parser(kinds).hide_possible_values(true).help(say(Phrase::HelpCover)))
        .arg(Arg::new("into").long("into").value_name("DIR").help(say(Phrase::HelpGenerateInto)))
        .arg(dry.help(say(Phrase::HelpGenerateDry)))
}

/// What may be asked of a refused step.
pub(super) fn flipping(lang: Lang) -> [Arg; 2] {
    let say = |phrase: Phrase| phrase.plain(lang).to_owned();
    let flip = Arg::new("flip").long("flip").action(ArgAction::SetTrue);
    let line = Arg::new("line").long("line").value_name("N").requires("flip");
    [
        flip.conflicts_with_all(["instance", "out"]).help(say(Phrase::HelpFlip)),
        line.value_parser(clap::value_parser!(u32)).help(say(Phrase::HelpFlipLine)),
    ]
}

/// How relations are tried.
pub(super) fn relating(
    command: Command,
    wish: &dyn Fn(&'static str, &'static str, Phrase) -> Arg,
    lang: Lang,
) -> Command {
    let say = |phrase: Phrase| phrase.plain(lang).to_owned();
    let number = |name: &'static str, least: u64, help: Phrase| {
        let arg = Arg::new(name).long(name).value_name("N").help(say(help)).default_value("1");
        arg.hide_default_value(true).value_parser(clap::value_parser!(u64).range(least..=1_000_000))
    };
    let targets = Arg::new("targets").num_args(0..).value_name("BUNDLE|PATH");
    command
        .arg(targets.help(say(Phrase::HelpRelationsTargets)))
        .arg(wish("only", "NAME", Phrase::HelpRelationsOnly))
        .arg(number("seed", 0, Phrase::HelpRelationsSeed))
        .arg(number("samples", 1, Phrase::HelpRelationsSamples))
        .arg(wish("assume", "YEAR=…", Phrase::HelpAssume))
}

/// What a comparison may be asked.
pub(super) fn comparing(
    command: Command,
    reading: Arg,
    set: Arg,
    format: Arg,
    lang: Lang,
) -> Command {
    let say = |phrase: Phrase| phrase.plain(lang).to_owned();
    let flag = |name: &'static str, help: Phrase| {
        Arg::new(name).long(name).action(ArgAction::SetTrue).help(say(help))
    };
    let value = |name: &'static str, form: &'static str, help: Phrase| {
        Arg::new(name).long(name).value_name(form).help(say(help))
    };
    command
        .arg(Arg::new("sides").value_name("SIDE").num_args(0..).help(say(Phrase::HelpCompareSides)))
        .arg(set)
        .arg(value("set-from", "DATE", Phrase::HelpSetFrom).long("from"))
        .arg(reading)
        .arg(value("with", "NAME", Phrase::HelpCompareWith).action(ArgAction::Append))
        .arg(flag("git", Phrase::HelpGit).conflicts_with_all(["set", "reading", "with"]))
        .arg(value("scenarios", "PATH", Phrase::HelpPaths))
        .arg(flag("fixed-dates", Phrase::HelpFixedDates))
        .arg(value("story", "SCENARIO", Phrase::HelpStoryDetail))
        .arg(flag("all", Phrase::HelpAllDetail))
        .arg(value("bisect", "SCENARIO", Phrase::HelpBisect))
        .arg(
            value("fail-on", "WHAT", Phrase::HelpFailOn)
                .value_parser(["any", "untested", "unasked"])
                .hide_possible_values(true),
        )
        .arg(format)
}

/// Which papers are written, in which forms, where.
pub(super) fn papers(command: Command, lang: Lang) -> Command {
    let say = |phrase: Phrase| phrase.plain(lang).to_owned();
    let some = |name: &'static str, form: &'static str, values: &[&'static str], help: Phrase| {
        Arg::new(name)
            .long(name)
            .value_name(form)
            .value_parser(values.to_vec())
            .value_delimiter(',')
            .action(ArgAction::Append)
            .hide_possible_values(true)
            .help(say(help))
    };
    let names = super::papers::PAPERS.map(|(name, _)| name);
    command
        .arg(
            Arg::new("names")
                .value_name("NAME")
                .num_args(1..)
                .required_unless_present("all")
                .help(say(Phrase::HelpPapersName)),
        )
        .arg(
            Arg::new("out")
                .long("out")
                .short('o')
                .value_name("DIR")
                .required(true)
                .help(say(Phrase::HelpPapersOut)),
        )
        .arg(some("only", "PAPER,…", &names, Phrase::HelpPapersOnly))
        .arg(some("format", "FORM,…", &super::papers::FORMS, Phrase::HelpPapersFormat))
        .arg(
            Arg::new("whole")
                .long("whole")
                .action(ArgAction::SetTrue)
                .help(say(Phrase::HelpPapersWhole)),
        )
        .arg(
            Arg::new("all")
                .long("all")
                .action(ArgAction::SetTrue)
                .conflicts_with("names")
                .help(say(Phrase::HelpPapersAll)),
        )
}

/// What is asked of a decision: the file, and on what it is laid.
pub(super) fn deciding(command: Command, lang: Lang) -> Command {
    let option = |name: &'static str, form: &'static str, help: Phrase| {
        Arg::new(name).long(name).value_name(form).help(help.plain(lang))
    };
    command
        .arg(
            Arg::new("file")
                .required(true)
                .value_name("FILE")
                .help(Phrase::HelpDecisionFile.plain(lang)),
        )
        .arg(option("bundle", "DIR", Phrase::HelpDecisionBundle))
        .arg(option("name", "NAME", Phrase::HelpDecisionName))
        .arg(option("of", "FILE", Phrase::HelpDecisionOf).conflicts_with_all(["bundle", "name"]))
        .arg(
            Arg::new("partial")
                .long("partial")
                .action(ArgAction::SetTrue)
                .help(Phrase::HelpDecisionPartial.plain(lang)),
        )
}

/// What a test may be asked.
pub(super) fn testing(lang: Lang) -> Vec<Arg> {
    let say = |phrase: Phrase| phrase.plain(lang).to_owned();
    let flag = |name: &'static str, help: Phrase| {
        Arg::new(name).long(name).action(ArgAction::SetTrue).help(say(help))
    };
    let number = |name: &'static str, form: &'static str, help: Phrase| {
        let arg = Arg::new(name).long(name).value_name(form).help(say(help));
        arg.value_parser(clap::value_parser!(u64))
    };
    vec![
        flag("review", Phrase::HelpReview).conflicts_with("accept"),
        flag("changed", Phrase::HelpTestChanged),
        flag("watch", Phrase::HelpWatch).conflicts_with_all([
            "accept",
            "review",
            "format",
            "out",
            "fail-fast",
        ]),
        Arg::new("filter").long("filter").value_name("TEXT").help(say(Phrase::HelpTestFilter)),
        flag("fail-fast", Phrase::HelpFailFast),
        flag("all", Phrase::HelpTestAll),
        flag("diff", Phrase::HelpTestDiff),
        number("shuffle", "SEED", Phrase::HelpShuffle).num_args(0..=1),
        number("timeout", "SECONDS", Phrase::HelpTimeout),
    ]
}

/// Which mutants are judged, and what is made of those that survive.
pub(super) fn mutating(command: Command, lang: Lang) -> Command {
    let value = |name: &'static str, form: &'static str, help: Phrase| {
        Arg::new(name).long(name).value_name(form).help(help.plain(lang))
    };
    let flag = |name: &'static str, help: Phrase| {
        Arg::new(name).long(name).action(ArgAction::SetTrue).help(help.plain(lang))
    };
    let operators: Vec<&'static str> = Operator::ALL.iter().map(|one| one.name()).collect();
    command
        .arg(Arg::new("measure").value_name("BUNDLE").help(Phrase::HelpMutateBundle.plain(lang)))
        .arg(
            value("operator", "NAME,…", Phrase::HelpMutateOperator)
                .value_parser(operators)
                .value_delimiter(',')
                .action(ArgAction::Append)
                .hide_possible_values(true),
        )
        .arg(value("sample", "N", Phrase::HelpMutateSample))
        .arg(value("seed", "N", Phrase::HelpMutateSeed).requires("sample"))
        .arg(value("shard", "K/N", Phrase::HelpMutateShard))
        .arg(flag("changed", Phrase::HelpMutateChanged))
        .arg(value("changed-by", "NAME", Phrase::HelpMutateChangedBy))
        .arg(value("baseline", "FILE", Phrase::HelpMutateBaseline))
        .arg(value("fix", "DIR", Phrase::HelpMutateFix))
        .arg(flag("all", Phrase::HelpMutateAll))
        .arg(
            value("format", "FORM", Phrase::HelpMutateFormat)
                .value_parser(["human", "json", "md", "elements"])
                .hide_possible_values(true)
                .default_value("human")
                .hide_default_value(true),
        )
}

/// What is asked of a date.
pub(super) fn dating(lang: Lang) -> [Arg; 7] {
    let say = |phrase: Phrase| phrase.plain(lang).to_owned();
    let period = Arg::new("period").value_name("+PERIOD|DATE").allow_hyphen_values(true);
    let flag = |name: &'static str| Arg::new(name).long(name).action(ArgAction::SetTrue);
    let roll = Arg::new("roll").long("roll").value_name("RULE").hide_possible_values(true);
    let rolls = ["none", "next_day_after_holiday", "next_workday", "extend_by_holidays"];
    let calendar = Arg::new("calendar").long("calendar").value_name("FILE");
    let assume = Arg::new("assume").long("assume").value_name("YEAR=…").action(ArgAction::Append);
    [
        Arg::new("date").required(true).value_name("DATE").help(say(Phrase::HelpDateDate)),
        period.help(say(Phrase::HelpDatePeriod)),
        flag("latest").requires("period").help(say(Phrase::HelpDateLatest)),
        flag("count-start").help(say(Phrase::HelpCountStart)),
        roll.value_parser(rolls).help(say(Phrase::HelpRoll)),
        calendar.help(say(Phrase::HelpCalendar)),
        assume.help(say(Phrase::HelpAssume)),
    ]
}

/// What a calendar takes in.
pub(super) fn noticing(lang: Lang) -> [Arg; 4] {
    let say = |phrase: Phrase| phrase.plain(lang).to_owned();
    let action = Arg::new("action").required(true).value_name("add").value_parser(["add"]);
    let notice = Arg::new("notice").required(true).value_name("NOTICE");
    let calendar = Arg::new("calendar").long("calendar").value_name("FILE");
    let dry = Arg::new("dry-run").long("dry-run").action(ArgAction::SetTrue);
    [
        action.hide_possible_values(true).help(say(Phrase::HelpCalendarAction)),
        notice.help(say(Phrase::HelpCalendarNotice)),
        calendar.help(say(Phrase::HelpCalendar)),
        dry.help(say(Phrase::HelpCalendarDry)),
    ]
}

/// The shell for which completions are written.
pub(super) fn shell(lang: Lang) -> Arg {
    Arg::new("shell")
        .required(true)
        .value_name("bash|zsh|fish|powershell")
        .value_parser(clap::value_parser!(clap_complete::Shell))
        .hide_possible_values(true)
        .help(Phrase::HelpCompletionsShell.plain(lang).to_owned())
}

/// Where pages are written.
pub(super) fn pages(lang: Lang) -> Arg {
    let out = Arg::new("out").long("out").short('o').required(true).value_name("DIR");
    out.help(Phrase::HelpManOut.plain(lang).to_owned())
}

/// What any command may be asked.
pub(super) fn everywhere(lang: Lang) -> [Arg; 3] {
    let say = |phrase: Phrase| phrase.plain(lang).to_owned();
    let lang_arg = Arg::new("lang")
        .long("lang")
        .value_name("zh|en")
        .value_parser(["zh", "en"])
        .global(true)
        .help_heading(say(Phrase::HelpOptions))
        .hide_possible_values(true)
        .help(say(Phrase::HelpLang));
    let color = Arg::new("color")
        .long("color")
        .value_name("auto|always|never")
        .value_parser(["auto", "always", "never"])
        .global(true)
        .help_heading(say(Phrase::HelpOptions))
        .hide_possible_values(true)
        .help(say(Phrase::HelpColor));
    let root = Arg::new("root")
        .long("root")
        .value_name("DIR")
        .global(true)
        .help_heading(say(Phrase::HelpOptions))
        .help(say(Phrase::HelpRoot));
    [lang_arg, color, root]
}
