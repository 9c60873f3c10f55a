//! What the system says this process and its children took; nothing elsewhere than on Linux.

#![allow(
    dead_code,
    unreachable_pub,
    clippy::allow_attributes,
    reason = "each of the measurements takes what it needs"
)]

pub use here::*;

#[cfg(target_os = "linux")]
mod here {
    /// Ticks of the kernel's clock in a second, as all kernels tell programs.
    const TICKS: f64 = 100.0;

    /// Seconds of processor time of this process and of its children that have ended.
    pub fn cpu() -> Option<f64> {
        let stat = std::fs::read_to_string("/proc/self/stat").ok()?;
        let (_, behind_name) = stat.rsplit_once(')')?;
        let ticks = behind_name
            .split_whitespace()
            .skip(11)
            .take(4)
            .map(str::parse::<f64>);
        Some(ticks.sum::<Result<f64, _>>().ok()? / TICKS)
    }

    /// The most memory that this process has had, in KiB.
    pub fn own_peak() -> Option<u64> {
        peak("self")
    }

    /// The most that children of this process have had, in KiB.
    pub fn children_peak() -> u64 {
        let Ok(tasks) = std::fs::read_dir("/proc/self/task") else {
            return 0;
        };
        tasks
            .flatten()
            .filter_map(|task| std::fs::read_to_string(task.path().join("children")).ok())
            .flat_map(|list| {
                list.split_whitespace()
                    .map(str::to_owned)
                    .collect::<Vec<_>>()
            })
            .filter_map(|child| peak(&child))
            .sum()
    }

    fn peak(process: &str) -> Option<u64> {
        let status = std::fs::read_to_string(format!("/proc/{process}/status")).ok()?;
        let line = status
            .lines()
            .find_map(|line| line.strip_prefix("VmHWM:"))?;
        line.trim().strip_suffix(" kB")?.trim().parse().ok()
    }
}

#[cfg(not(target_os = "linux"))]
mod here {
    pub fn cpu() -> Option<f64> {
        None
    }

    pub fn own_peak() -> Option<u64> {
        None
    }

    pub fn children_peak() -> u64 {
        0
    }
}
