//! The container of xls files: a small file system within a file (MS-CFB).
//!
//! Every length is held against the file's own size, every chain against its number of sectors, so a
//! damaged file can be refused but never followed in circles.

use crate::read::FaultKind;

/// Past this a sector number is a mark: free, end of chain.
const LAST_SECTOR: u32 = 0xffff_fffa;

/// An open container.
pub struct Container<'a> {
    bytes: &'a [u8],
    sector: usize,
    fat: Vec<u32>,
    mini_fat: Vec<u32>,
    mini: Vec<u8>,
    entries: Vec<Entry>,
    cutoff: u64,
}

struct Entry {
    name: String,
    start: u32,
    size: u64,
}

fn damaged() -> FaultKind {
    FaultKind::Damaged("OLE".to_owned())
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(bytes.get(at..at + 2)?.try_into().ok()?))
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
}

impl<'a> Container<'a> {
    /// Reads the tables of a file.
    pub fn open(bytes: &'a [u8]) -> Result<Self, FaultKind> {
        Self::read(bytes).ok_or_else(damaged)
    }

    fn read(bytes: &'a [u8]) -> Option<Self> {
        let sector = match u16_at(bytes, 30)? {
            9 => 512,
            12 => 4096,
            _ => return None,
        };
        let mut container = Self {
            bytes,
            sector,
            fat: Vec::new(),
            mini_fat: Vec::new(),
            mini: Vec::new(),
            entries: Vec::new(),
            cutoff: u64::from(u32_at(bytes, 56)?),
        };
        container.fat = container.read_fat()?;
        let directory = container.chain(u32_at(bytes, 48)?, usize::MAX)?;
        container.entries = directory.chunks_exact(128).filter_map(entry).collect();
        let mini_fat = container
            .chain(u32_at(bytes, 60)?, usize::MAX)
            .unwrap_or_default();
        container.mini_fat = words(&mini_fat);
        let root = container.entries.first()?;
        container.mini = container
            .chain(root.start, root.size as usize)
            .unwrap_or_default();
        Some(container)
    }

    /// Whether there is a stream of this name.
    pub fn has(&self, name: &str) -> bool {
        self.entry(name).is_some()
    }

    /// Some programs write the names in capitals.
    fn entry(&self, name: &str) -> Option<&Entry> {
        let mut entries = self.entries.iter();
        entries.find(|e| e.name.eq_ignore_ascii_case(name))
    }

    /// The bytes of a stream.
    pub fn stream(&self, name: &str) -> Option<Vec<u8>> {
        let entry = self.entry(name)?;
        let size = usize::try_from(entry.size).ok()?.min(self.bytes.len());
        if entry.size < self.cutoff {
            return self.mini_chain(entry.start, size);
        }
        self.chain(entry.start, size)
    }

    /// The table of sectors, whose own sectors are listed in the header and in further ones.
    fn read_fat(&self) -> Option<Vec<u32>> {
        let most = self.bytes.len() / self.sector + 1;
        let mut places: Vec<u32> = (0..109)
            .filter_map(|i| u32_at(self.bytes, 76 + i * 4))
            .collect();
        let mut next = u32_at(self.bytes, 68)?;
        let mut steps = 0;
        while next < LAST_SECTOR && steps < most {
            let more = words(self.sector_bytes(next)?);
            let (next_part, places_here) = more.split_last()?;
            places.extend(places_here);
            next = *next_part;
            steps += 1;
        }
        let mut fat = Vec::new();
        for place in places.into_iter().filter(|p| *p < LAST_SECTOR).take(most) {
            fat.extend(words(self.sector_bytes(place)?));
        }
        Some(fat)
    }

    fn sector_bytes(&self, number: u32) -> Option<&'a [u8]> {
        let at = (number as usize + 1).checked_mul(self.sector)?;
        let end = (at + self.sector).min(self.bytes.len());
        self.bytes.get(at..end)
    }

    /// The bytes of a chain of sectors, at most `size`.
    fn chain(&self, start: u32, size: usize) -> Option<Vec<u8>> {
        let mut bytes = Vec::new();
        let mut next = start;
        let mut steps = 0;
        while next < LAST_SECTOR && bytes.len() < size {
            bytes.extend_from_slice(self.sector_bytes(next)?);
            next = *self.fat.get(next as usize)?;
            steps += 1;
            if steps > self.bytes.len() / self.sector {
                return None;
            }
        }
        bytes.truncate(size);
        Some(bytes)
    }

    /// The same in the small sectors of 64 bytes.
    fn mini_chain(&self, start: u32, size: usize) -> Option<Vec<u8>> {
        let mut bytes = Vec::new();
        let mut next = start;
        let mut steps = 0;
        while next < LAST_SECTOR && bytes.len() < size {
            let at = (next as usize).checked_mul(64)?;
            bytes.extend_from_slice(self.mini.get(at..(at + 64).min(self.mini.len()))?);
            next = *self.mini_fat.get(next as usize)?;
            steps += 1;
            if steps > self.mini.len() / 64 {
                return None;
            }
        }
        bytes.truncate(size);
        Some(bytes)
    }
}

fn words(bytes: &[u8]) -> Vec<u32> {
    bytes.chunks_exact(4).filter_map(|b| u32_at(b, 0)).collect()
}

fn entry(bytes: &[u8]) -> Option<Entry> {
    let length = usize::from(u16_at(bytes, 64)?).min(64);
    let units: Vec<u16> = (0..(length / 2).saturating_sub(1))
        .filter_map(|i| u16_at(bytes, i * 2))
        .collect();
    Some(Entry {
        name: String::from_utf16_lossy(&units),
        start: u32_at(bytes, 116)?,
        size: u64::from(u32_at(bytes, 120)?),
    })
}
