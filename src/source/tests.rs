//! The door, with a disk and with a memory behind it.

use std::path::{Path, PathBuf};

use super::{Disk, Door, Kind, Listed, Memory, Node, ReadError, Shape, Sources, parse, quoted};

/// A folder of its own that is gone when the test is over.
fn folder() -> tempfile::TempDir {
    tempfile::tempdir().expect("a folder")
}

fn paths(root: &Path, names: &[&str]) -> Vec<PathBuf> {
    names.iter().map(|name| root.join(name)).collect()
}

/// What both doors must do alike.
fn alike(door: &dyn Door, root: &Path) {
    let write = |name: &str| door.write(&root.join(name), name);
    door.write_folder(
        &root.join("b"),
        &[("a.ron".into(), "a".into()), ("m/c.ron".into(), "c".into())],
    )
    .expect("nothing was there");
    write("z.ron").expect("a new file");
    write(".hidden.ron").expect("a new file");
    assert_eq!(door.read(&root.join("b/a.ron")), Ok("a".into()));
    assert_eq!(door.read(&root.join("b")), Err(ReadError::WrongKind));
    assert_eq!(door.read(&root.join("none")), Err(ReadError::NotFound));
    let listed = Listed { folders: paths(root, &["b"]), files: paths(root, &["z.ron"]) };
    assert_eq!(door.list(root), Ok(listed), "what is hidden is not listed");
    let walked = door.walk(root, &|_| true);
    assert_eq!(walked, Ok(paths(root, &["b/a.ron", "b/m/c.ron", "z.ron"])));
    let walked = door.walk(root, &|folder| !folder.ends_with("m"));
    assert_eq!(walked, Ok(paths(root, &["b/a.ron", "z.ron"])));
    let bundle = root.join("b");
    assert_eq!(door.inside(&bundle, "./m/c.ron"), Ok(bundle.join("m/c.ron")));
    assert_eq!(door.inside(&bundle, "m"), Err(ReadError::WrongKind));
    assert_eq!(door.inside(&bundle, "m/none"), Err(ReadError::NotFound));
    assert_eq!(door.inside(&bundle, "a.ron/x"), Err(ReadError::NotFound));
    assert_eq!(door.inside(&bundle, "../z.ron"), Err(ReadError::Outside));
    assert_eq!(door.inside(&bundle, "m/../../z.ron"), Err(ReadError::Outside));
    assert_eq!(door.inside(&bundle, "/etc/hostname"), Err(ReadError::Outside));
    assert_eq!(door.write_folder(&bundle, &[]), Err(ReadError::WrongKind), "it is there");
    assert_eq!(door.write(&bundle, "x"), Err(ReadError::WrongKind));
    door.remove(&root.join("z.ron")).expect("it was there");
    door.remove_folder(&bundle).expect("it was there");
    assert_eq!((door.lies(&bundle), door.lies(&root.join("z.ron"))), (None, None));
}

#[test]
fn the_disk_and_the_memory_are_doors_alike() {
    let folder = folder();
    alike(&Disk, folder.path());
    alike(&Memory::default(), Path::new("root"));
}

#[test]
fn folders_too_deep_in_one_another_are_not_walked() {
    let memory = Memory::default();
    let deep = "f/".repeat(super::door::DEEPEST + 2);
    memory.write(&Path::new(&deep).join("a.ron"), "").expect("a new file");
    let limit = super::door::DEEPEST;
    assert_eq!(memory.walk(Path::new("f"), &|_| true), Err(ReadError::TooDeep { limit }));
}

#[test]
fn a_byte_order_mark_is_no_part_of_the_text_and_other_bytes_are_told() {
    let folder = folder();
    let path = folder.path().join("a");
    std::fs::write(&path, "\u{feff}甲").expect("written");
    assert_eq!(Disk.read(&path), Ok("甲".into()));
    std::fs::write(&path, [b'a', 0xff]).expect("written");
    assert_eq!(Disk.read(&path), Err(ReadError::NotUtf8 { at: 1 }));
}

#[cfg(unix)]
mod unix {
    use std::os::unix::fs::{FileTypeExt, PermissionsExt, symlink};

    use super::*;

    #[test]
    fn links_are_told_and_never_walked_read_through_or_written_over() {
        let folder = folder();
        let root = folder.path();
        std::fs::write(root.join("secret"), "precious").expect("written");
        std::fs::create_dir(root.join("b")).expect("made");
        // Two links to the folder itself: to follow them would double the work at each depth.
        symlink(".", root.join("b/x")).expect("linked");
        symlink("../b", root.join("b/y")).expect("linked");
        symlink("../secret", root.join("b/s.ron")).expect("linked");
        symlink("nobody@host", root.join("b/lock")).expect("linked");
        let bundle = root.join("b");
        assert_eq!(Disk.walk(&bundle, &|_| true), Ok(vec![]));
        assert_eq!(Disk.inside(&bundle, "s.ron"), Err(ReadError::Link));
        assert_eq!(Disk.inside(&bundle, "x/s.ron"), Err(ReadError::Link));
        assert_eq!(Disk.write(&bundle.join("s.ron"), "gone"), Err(ReadError::Link));
        assert_eq!(Disk.write(&bundle.join("lock"), "gone"), Err(ReadError::Link));
        assert_eq!(Disk.read(&root.join("secret")), Ok("precious".into()));
        // What a person names is another thing.
        assert_eq!(Disk.read(&bundle.join("s.ron")), Ok("precious".into()));
        assert_eq!(Disk.leads_to(&bundle.join("x")), Some(Kind::Folder));
    }

    #[test]
    fn a_pipe_is_never_waited_for_nor_replaced() {
        let folder = folder();
        let pipe = folder.path().join("p.ron");
        let made = std::process::Command::new("mkfifo").arg(&pipe).status();
        assert!(made.is_ok_and(|status| status.success()));
        assert_eq!(Disk.lies(&pipe), Some(Kind::Other));
        assert_eq!(Disk.list(folder.path()), Ok(Listed::default()));
        assert_eq!(Disk.read(&pipe), Err(ReadError::NotPlain));
        assert_eq!(Disk.inside(folder.path(), "p.ron"), Err(ReadError::NotPlain));
        assert_eq!(Disk.write(&pipe, "text"), Err(ReadError::NotPlain));
        assert!(pipe.symlink_metadata().expect("it is there").file_type().is_fifo());
    }

    #[test]
    fn a_file_keeps_its_mode_and_nothing_is_left_beside_it() {
        let folder = folder();
        let path = folder.path().join("run.sh");
        std::fs::write(&path, "old").expect("written");
        std::fs::set_permissions(&path, PermissionsExt::from_mode(0o750)).expect("set");
        Disk.write(&path, "new").expect("written");
        let mode = path.metadata().expect("it is there").permissions().mode();
        assert_eq!((Disk.read(&path), mode & 0o777), (Ok("new".into()), 0o750));
        let names = std::fs::read_dir(folder.path()).expect("a folder").count();
        assert_eq!(names, 1);
    }
}

#[test]
fn what_is_quoted_is_read_back_whatever_it_holds() {
    let letters: String =
        (0..0x1_00).chain([0x2028, 0xfeff, 0x1f600]).filter_map(char::from_u32).collect();
    for text in [letters.as_str(), "", "\\\"", "“引号”\r\n\t"] {
        let mut sources = Sources::default();
        let file = sources.add(String::new(), quoted(text));
        let read = parse(file, sources.file(file)).expect("it is RON");
        let Shape::Text { text: back, .. } = read.shape else { panic!("no text") };
        assert_eq!(back, text);
    }
}

/// Read beside one file and beside two, its numbers are 1 and 2; once it says something else, nothing of
/// what it said is left.
#[test]
fn what_many_read_is_made_once_as_long_as_it_says_the_same() {
    let mut first = Sources::default();
    first.add("a".into(), String::new());
    let mut second = first.clone();
    second.add("b".into(), String::new());
    let text = "(use: f(\"x\"), list: [1, {\"k\": w}])";
    let here = first.add_shared("p".into(), text.into());
    let there = second.add_shared("p".into(), text.into());
    assert!(std::ptr::eq(first.file(here), second.file(there)));
    assert_ne!(here, there);
    let read = |sources: &Sources, file| parse(file, sources.file(file)).expect("it is RON");
    let (one, other): (Node, Node) = (read(&first, here), read(&second, there));
    assert_ne!(one, other);
    assert_eq!(one.in_file(there), other);
    let now = second.add_shared("p".into(), "(now)".into());
    assert_eq!((second.file(now).text.as_str(), second.file(there).text.as_str()), ("(now)", text));
}
