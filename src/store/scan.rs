//! Frames one after the other, up to the end or a tail that was never finished.

use std::io::{self, Read};

use super::frame::{HEADER_BYTES, Header};

/// Reads frames.
#[derive(Debug)]
pub(super) struct Frames<R> {
    input: R,
    /// Where the frame starts that is read next.
    at: u64,
    /// The frame that was read last.
    frame: Vec<u8>,
}

/// What comes next.
#[derive(Debug, PartialEq)]
pub(super) enum Next<'a> {
    /// A frame: where it starts, and its payload.
    Frame(u64, &'a [u8]),
    /// The end of what was finished; what follows is nothing, or a tail.
    End(u64),
    /// A frame that is not as written, where it starts, and what is wrong.
    Damaged(u64, &'static str),
}

impl<R: Read> Frames<R> {
    /// Reads frames from an input that stands at a frame's start, at byte `at`.
    pub(super) fn new(input: R, at: u64) -> Self {
        Self {
            input,
            at,
            frame: Vec::new(),
        }
    }

    /// The next frame.
    ///
    /// A tail is what a kill, a full disk or a power failure leaves: a part of a
    /// frame, or one that is not as written with nothing behind it but zeros,
    /// which some file systems put where data did not arrive.
    ///
    /// # Errors
    /// If the input cannot be read.
    pub(super) fn next(&mut self) -> io::Result<Next<'_>> {
        let start = self.at;
        self.frame.clear();
        if self.read(HEADER_BYTES)? < HEADER_BYTES {
            return Ok(Next::End(start));
        }
        let header = self.frame.first_chunk().and_then(Header::from_bytes);
        let Some(header) = header else {
            return self.fault(start, "the length of a block is not what was written");
        };
        let length = header.length as usize;
        if self.read(length)? < length {
            return Ok(Next::End(start));
        }
        if !header.fits(&self.frame[HEADER_BYTES..]) {
            return self.fault(start, "a block is not what was written");
        }
        self.at += (HEADER_BYTES + length) as u64;
        Ok(Next::Frame(start, &self.frame[HEADER_BYTES..]))
    }

    /// The bytes of the frame that came last.
    pub(super) fn frame(&self) -> &[u8] {
        &self.frame
    }

    /// Where the last whole frame ends.
    pub(super) fn at(&self) -> u64 {
        self.at
    }

    /// Reads so many bytes more of a frame, or as many as there are, and tells how
    /// many.
    fn read(&mut self, length: usize) -> io::Result<usize> {
        let part = self.input.by_ref();
        part.take(length as u64).read_to_end(&mut self.frame)
    }

    /// Damage, or the end if nothing was written behind it.
    fn fault(&mut self, start: u64, what: &'static str) -> io::Result<Next<'static>> {
        loop {
            self.frame.clear();
            if self.read(1 << 16)? == 0 {
                return Ok(Next::End(start));
            }
            if self.frame.iter().any(|&byte| byte != 0) {
                return Ok(Next::Damaged(start, what));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::frame::push;

    fn two_frames() -> Vec<u8> {
        let mut bytes = Vec::new();
        push(&mut bytes, b"first", &[]).unwrap();
        push(&mut bytes, b"second", &[]).unwrap();
        bytes
    }

    /// The payloads, and what ends them.
    fn read(bytes: &[u8]) -> (usize, Next<'static>) {
        let mut frames = Frames::new(bytes, 100);
        let mut count = 0;
        loop {
            match frames.next().unwrap() {
                Next::Frame(..) => count += 1,
                Next::End(at) => return (count, Next::End(at)),
                Next::Damaged(at, what) => return (count, Next::Damaged(at, what)),
            }
        }
    }

    #[test]
    fn frames_come_with_their_places() {
        let bytes = two_frames();
        let mut frames = Frames::new(bytes.as_slice(), 100);
        assert_eq!(frames.next().unwrap(), Next::Frame(100, b"first"));
        assert_eq!(frames.next().unwrap(), Next::Frame(117, b"second"));
        assert_eq!(frames.next().unwrap(), Next::End(135));
    }

    #[test]
    fn a_tail_is_the_end() {
        let whole = two_frames();
        for cut in 17..whole.len() {
            assert_eq!(read(&whole[..cut]), (1, Next::End(117)), "cut at {cut}");
        }
        let mut zeros_behind = whole.clone();
        zeros_behind.extend([0; 100_000]);
        assert_eq!(read(&zeros_behind), (2, Next::End(135)));
        let mut zeros_within = whole;
        zeros_within[30..].fill(0);
        assert_eq!(read(&zeros_within), (1, Next::End(117)));
    }

    #[test]
    fn a_flip_before_the_last_frame_is_damage() {
        let whole = two_frames();
        for at in 0..17 {
            let mut flipped = whole.clone();
            flipped[at] ^= 0x10;
            assert!(
                matches!(read(&flipped), (0, Next::Damaged(100, _))),
                "flip at {at}"
            );
        }
        // a length that is damaged is not a frame that was never finished
        for at in 17..29 {
            let mut flipped = whole.clone();
            flipped[at] ^= 0x10;
            assert!(
                matches!(read(&flipped), (1, Next::Damaged(117, _))),
                "flip at {at}"
            );
        }
    }
}
