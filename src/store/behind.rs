//! Syncs a file while it is still being written, so that the disk has work meanwhile.

use std::fs::File;
use std::io;
use std::sync::mpsc::{SyncSender, sync_channel};
use std::thread::{self, JoinHandle};

/// Bytes from one sync to the next.
const STEP: usize = 1 << 23;

/// What has been written of a file, and the thread that syncs it.
#[derive(Debug, Default)]
pub(super) struct Behind {
    /// Bytes since the last sync.
    written: usize,
    thread: Option<(SyncSender<()>, JoinHandle<io::Result<()>>)>,
}

impl Behind {
    /// Hears that so many bytes went to the file. A thread that the operating system
    /// refuses is done without: all is synced at the end, only later.
    pub(super) fn wrote(&mut self, bytes: usize, file: &File) {
        self.written += bytes;
        if self.written < STEP {
            return;
        }
        self.written = 0;
        if self.thread.is_none() {
            self.thread = start(file).ok();
        }
        if let Some((ask, _)) = &self.thread {
            // while one sync is waited for, another has nothing more to do
            let _ = ask.try_send(());
        }
    }

    /// Waits for the thread.
    ///
    /// # Errors
    /// If a sync was refused; the operating system tells that only once.
    pub(super) fn finish(self) -> io::Result<()> {
        let Some((ask, thread)) = self.thread else {
            return Ok(());
        };
        drop(ask);
        thread.join().expect("a thread that only syncs")
    }
}

fn start(file: &File) -> io::Result<(SyncSender<()>, JoinHandle<io::Result<()>>)> {
    let file = file.try_clone()?;
    let (ask, asked) = sync_channel(1);
    let sync = move || asked.iter().try_for_each(|()| file.sync_data());
    Ok((ask, thread::Builder::new().spawn(sync)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_small_file_needs_no_thread() {
        let file = tempfile::tempfile().unwrap();
        let mut behind = Behind::default();
        behind.wrote(STEP - 1, &file);
        assert!(behind.thread.is_none());
        behind.wrote(1, &file);
        assert!(behind.thread.is_some());
        behind.finish().unwrap();
    }

    /// A pipe cannot be synced.
    #[cfg(unix)]
    #[test]
    fn a_sync_that_is_refused_is_told() {
        let (_reader, writer) = io::pipe().unwrap();
        let file = File::from(std::os::fd::OwnedFd::from(writer));
        let mut behind = Behind::default();
        behind.wrote(STEP, &file);
        let refused = behind.finish().unwrap_err();
        assert_eq!(refused.kind(), io::ErrorKind::InvalidInput);
    }
}
