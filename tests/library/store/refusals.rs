//! What the operating system does not allow.

use super::*;
use std::io::ErrorKind;

use orgsim::store::StoreError;

/// The kind of a refusal, and what is said of it.
fn refused(opened: Result<impl Sized, StoreError>) -> (ErrorKind, String) {
    match opened.err() {
        Some(StoreError::Io {
            path,
            operation,
            source,
        }) => {
            let kind = source.kind();
            let error = StoreError::Io {
                path: path.clone(),
                operation,
                source,
            };
            let text = error.to_string();
            let start = format!("cannot {operation} {}: ", path.display());
            assert!(text.starts_with(&start), "{text}");
            (kind, text)
        }
        other => panic!("{other:?}"),
    }
}

fn names(folder: &Path) -> usize {
    fs::read_dir(folder).unwrap().count()
}

#[test]
fn a_place_where_no_file_can_be_is_named() {
    let (folder, path) = place();
    let file = folder.path().join("file");
    fs::write(&file, "mine").unwrap();
    let (kind, text) = refused(Store::open(&file.join("runs.log"), &identity()));
    assert_eq!(kind, ErrorKind::NotADirectory);
    assert!(
        text.ends_with("check that the folder it goes into exists and is one"),
        "{text}"
    );
    let nowhere = folder.path().join("nowhere/runs.log");
    assert_eq!(
        refused(Store::open(&nowhere, &identity())).0,
        ErrorKind::NotFound
    );
    refused(Store::open(folder.path(), &identity()));
    assert_eq!(refused(Reader::open(&path)).0, ErrorKind::NotFound);
    assert_eq!(names(folder.path()), 1);
}

#[test]
fn other_files_are_left_alone() {
    let (_folder, path) = place();
    for text in ["", "runstore", "id,value\n1,2\n3,4\n"] {
        fs::write(&path, text).unwrap();
        let refused = Store::open(&path, &identity()).unwrap_err();
        assert!(matches!(refused, StoreError::NotAStore(_)), "{refused}");
        assert_eq!(fs::read_to_string(&path).unwrap(), text);
    }
}

/// Not even root may make files there.
#[cfg(target_os = "linux")]
#[test]
fn a_folder_that_nobody_may_write_is_refused() {
    let (kind, text) = refused(Store::open(Path::new("/sys/runs.log"), &identity()));
    let expected = [ErrorKind::PermissionDenied, ErrorKind::ReadOnlyFilesystem];
    assert!(expected.contains(&kind), "{text}");
    assert!(text.contains("choose a"), "{text}");
}

#[cfg(unix)]
#[expect(clippy::print_stderr, reason = "a test that proves nothing says so")]
#[test]
fn a_store_that_may_no_longer_be_written_is_kept() {
    use std::os::unix::fs::PermissionsExt;
    let (folder, path) = place();
    let block = (key(0, 0), vec![1]);
    write(&path, std::slice::from_ref(&block));
    fs::set_permissions(&path, fs::Permissions::from_mode(0o444)).unwrap();
    fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o555)).unwrap();
    if fs::File::create(folder.path().join("probe")).is_ok() {
        eprintln!("skipped: permissions do not bind this user");
        return;
    }
    let (kind, _) = refused(Store::open(&path, &identity()));
    assert_eq!(kind, ErrorKind::PermissionDenied);
    let (kind, _) = refused(Store::open(&folder.path().join("new.log"), &identity()));
    assert_eq!(kind, ErrorKind::PermissionDenied);
    assert_holds(&Reader::open(&path).unwrap(), &[block]);
    fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o755)).unwrap();
}

#[test]
fn a_store_made_and_dropped_leaves_one_file() {
    let (folder, path) = place();
    write(&path, &[]);
    assert_eq!(names(folder.path()), 1);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = fs::metadata(&path).unwrap().permissions().mode();
        assert_eq!(mode & 0o600, 0o600);
        let plain = folder.path().join("plain");
        fs::write(&plain, "").unwrap();
        assert_eq!(mode, fs::metadata(&plain).unwrap().permissions().mode());
    }
}
