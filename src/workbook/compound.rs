//! The container of old Excel files and of locked new ones (compound file): its streams by name,
//! with every chain of sectors followed once and no further. Knows nothing of what the streams hold.

use super::refusal::Refusal;

pub(super) const SIGNATURE: [u8; 8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
const END_OF_CHAIN: u32 = 0xFFFF_FFFE;
/// Sector numbers from here on are marks, not places.
const MARKS: u32 = 0xFFFF_FFFA;
const ENTRY_BYTES: usize = 128;
/// Streams shorter than this are kept in the small sectors.
const SMALL_STREAM: u64 = 4_096;
const SMALL_SECTOR: usize = 64;

/// A container whose chains are all sound.
pub(super) struct Compound<'b> {
    bytes: &'b [u8],
    sector: usize,
    next: Vec<u32>,
    next_small: Vec<u32>,
    small: Vec<u8>,
    entries: Vec<Entry>,
}

struct Entry {
    name: String,
    first: u32,
    length: u64,
}

impl<'b> Compound<'b> {
    pub(super) fn open(bytes: &'b [u8]) -> Result<Self, Refusal> {
        if bytes.len() < 512 || !bytes.starts_with(&SIGNATURE) {
            return Err(broken());
        }
        let sector = match u16_at(bytes, 30) {
            Some(9) => 512,
            Some(12) => 4096,
            _ => return Err(broken()),
        };
        let mut compound = Self {
            bytes,
            sector,
            next: Vec::new(),
            next_small: Vec::new(),
            small: Vec::new(),
            entries: Vec::new(),
        };
        compound.next = compound.read_table()?;
        let directory = compound.chain(word(bytes, 48)?, u64::MAX)?;
        compound.entries = directory
            .chunks_exact(ENTRY_BYTES)
            .filter_map(|entry| Entry::read(entry, sector))
            .collect();
        let Some(root) = compound.entries.first() else {
            return Err(broken());
        };
        let (first, length) = (root.first, root.length);
        if word(bytes, 64)? > 0 {
            compound.small = compound.chain(first, length)?;
            let table = compound.chain(word(bytes, 60)?, u64::MAX)?;
            compound.next_small = words(&table).collect();
        }
        // The reader follows these chains too, and would follow a ring for ever.
        for entry in compound.entries.iter().skip(1) {
            if entry.is_stream_to_read() {
                compound.content(entry)?;
            }
        }
        Ok(compound)
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.entries
            .iter()
            .any(|entry| entry.name.eq_ignore_ascii_case(name))
    }

    pub(super) fn stream(&self, name: &str) -> Option<Vec<u8>> {
        let entry = self
            .entries
            .iter()
            .find(|entry| entry.name.eq_ignore_ascii_case(name))?;
        self.content(entry).ok()
    }

    fn content(&self, entry: &Entry) -> Result<Vec<u8>, Refusal> {
        if entry.length >= SMALL_STREAM {
            return self.chain(entry.first, entry.length);
        }
        follow(
            &self.small,
            0,
            SMALL_SECTOR,
            &self.next_small,
            entry.first,
            entry.length,
        )
    }

    fn chain(&self, first: u32, length: u64) -> Result<Vec<u8>, Refusal> {
        follow(
            self.bytes,
            self.sector,
            self.sector,
            &self.next,
            first,
            length,
        )
    }

    /// The table of which sector follows which, itself scattered over sectors listed in the header and in a chain.
    fn read_table(&self) -> Result<Vec<u32>, Refusal> {
        let n_sectors = self.bytes.len() / self.sector;
        let mut places: Vec<u32> = words(self.bytes.get(76..512).ok_or_else(broken)?).collect();
        let mut more = word(self.bytes, 68)?;
        let mut n_lists = 0;
        while more < MARKS {
            n_lists += 1;
            if n_lists > n_sectors {
                return Err(broken());
            }
            places.extend(words(self.sector_at(more).ok_or_else(broken)?));
            more = places.pop().ok_or_else(broken)?;
        }
        places.retain(|place| *place < MARKS);
        if places.len() > n_sectors + 1 {
            return Err(broken());
        }
        let mut table = Vec::with_capacity(places.len() * self.sector / 4);
        for place in places {
            table.extend(words(self.sector_at(place).ok_or_else(broken)?));
        }
        Ok(table)
    }

    fn sector_at(&self, number: u32) -> Option<&'b [u8]> {
        sector_of(self.bytes, self.sector, self.sector, number)
    }
}

impl Entry {
    fn read(entry: &[u8], sector: usize) -> Option<Self> {
        let units: Vec<u16> = entry
            .get(..64)?
            .chunks_exact(2)
            .filter_map(|pair| u16_at(pair, 0))
            .take_while(|unit| *unit != 0)
            .collect();
        let short = u64::from(word(entry, 120).ok()?);
        let long = u64::from(word(entry, 124).ok()?) << 32;
        Some(Self {
            name: String::from_utf16_lossy(&units),
            first: word(entry, 116).ok()?,
            length: if sector == 512 { short } else { long | short },
        })
    }

    fn is_stream_to_read(&self) -> bool {
        self.name.eq_ignore_ascii_case("Workbook") || self.name.eq_ignore_ascii_case("Book")
    }
}

fn follow(
    bytes: &[u8],
    start: usize,
    sector: usize,
    next: &[u32],
    first: u32,
    length: u64,
) -> Result<Vec<u8>, Refusal> {
    let mut content = Vec::new();
    let mut number = first;
    let wanted = usize::try_from(length).unwrap_or(usize::MAX);
    let mut n_steps = 0;
    while number != END_OF_CHAIN && content.len() < wanted {
        n_steps += 1;
        // A chain longer than the table comes back on itself.
        if n_steps > next.len() + 1 {
            return Err(broken());
        }
        let piece = sector_of(bytes, start, sector, number).ok_or_else(broken)?;
        let missing = wanted - content.len();
        content.extend_from_slice(piece.get(..missing).unwrap_or(piece));
        if content.len() < wanted {
            let place = usize::try_from(number).map_err(|_error| broken())?;
            number = *next.get(place).ok_or_else(broken)?;
        }
    }
    Ok(content)
}

/// A sector; the last one of a file may be short.
fn sector_of(bytes: &[u8], start: usize, sector: usize, number: u32) -> Option<&[u8]> {
    let from = usize::try_from(number)
        .ok()?
        .checked_mul(sector)?
        .checked_add(start)?;
    let rest = bytes.get(from..).filter(|rest| !rest.is_empty())?;
    Some(rest.get(..sector).unwrap_or(rest))
}

fn broken() -> Refusal {
    Refusal::damaged("its inner table of contents leads in circles or past the end of the file")
}

fn words(bytes: &[u8]) -> impl Iterator<Item = u32> {
    bytes.chunks_exact(4).filter_map(|four| word(four, 0).ok())
}

pub(super) fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    let pair = bytes.get(at..)?.first_chunk::<2>()?;
    Some(u16::from_le_bytes(*pair))
}

fn word(bytes: &[u8], at: usize) -> Result<u32, Refusal> {
    u32_at(bytes, at).ok_or_else(broken)
}

pub(super) fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    let four = bytes.get(at..)?.first_chunk::<4>()?;
    Some(u32::from_le_bytes(*four))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One table sector, one directory sector whose chain is `chain`.
    fn container(chain: u32) -> Vec<u8> {
        let mut bytes = vec![0; 512 * 3];
        bytes[..8].copy_from_slice(&SIGNATURE);
        bytes[30] = 9;
        bytes[48] = 1;
        bytes[60..64].copy_from_slice(&END_OF_CHAIN.to_le_bytes());
        bytes[68..72].copy_from_slice(&END_OF_CHAIN.to_le_bytes());
        bytes[76..512].fill(0xFF);
        bytes[76..80].copy_from_slice(&0_u32.to_le_bytes());
        bytes[516..520].copy_from_slice(&chain.to_le_bytes());
        for (index, unit) in "Book".encode_utf16().enumerate() {
            bytes[1024 + 128 + index * 2..][..2].copy_from_slice(&unit.to_le_bytes());
        }
        bytes
    }

    #[test]
    fn streams_are_found_by_name() {
        let bytes = container(END_OF_CHAIN);
        let compound = Compound::open(&bytes).unwrap();
        assert!(compound.has("book"));
        assert_eq!(compound.stream("Book"), Some(Vec::new()));
        assert!(!compound.has("Workbook"));
    }

    #[test]
    fn a_chain_that_comes_back_on_itself_is_refused() {
        assert_eq!(Compound::open(&container(1)).err(), Some(broken()));
        assert_eq!(Compound::open(&container(77)).err(), Some(broken()));
    }
}
