//! How far the cohort projection was out on real lists, and the range that follows from it.
//!
//! 19 systems, all specialties together, published counts over 18, 52, 65 and 78 weeks, October 2022 to March 2026 without
//! April 2023; every month from the sixteenth on as origin, 50 pathways or more at the origin. The method's settings were
//! chosen on 13 of the systems; 6 were kept aside. Median and 90th percentile of the absolute error as a percentage of the
//! outcome (an outcome of none counts as one), same origins for all three methods:
//!
//! ```text
//!                          months ahead      1        3        6        9       12
//! over 52  chosen on    cohort survival   5 /14   13 /33   22 /61   25 / 82   27 / 121
//!                       straight line     7 /19   18 /43   36 /86   53 /100   81 / 132
//!                       no change         6 /18   17 /42   35 /76   57 /110   81 / 139
//!          kept aside   cohort survival   6 /18   18 /44   31 /98   41 /250   39 / 610
//!                       straight line    10 /29   24 /61   54/103   80 /235  100 / 481
//!                       no change         7 /21   17 /66   34/163   53 /329   78 / 920
//! over 65  chosen on    cohort survival  18 /63   40/216   72/366   84 /699  126 / 963
//!                       straight line    43/100  100/231  100/376  100 /570  100 / 950
//!                       no change        19 /97   60/281  149/558  244/1128  497 /1547
//!          kept aside   cohort survival  21 /53   36/230   61/562   87/1886   93 /3641
//!                       straight line    39/100   92/276  100/517  100 /732  100 /1629
//!                       no change        21 /62   48/266   72/690  191/1664  327 /1711
//! over 78  chosen on    cohort survival  19 /65   59/223   87/651  142/1399  209 /1179
//!                       straight line    50/160  100/528  100/1224 108/1727  155 /2754
//!                       no change        26/105   81/404  218/1106 438/1700  648 /2528
//!          kept aside   cohort survival  26/146   80/168  111/495  153/1514  133 / 759
//!                       straight line    42/187  100/344  100/1165 100/1910  100 /2093
//!                       no change        29/177   69/324  114/868  312/1407  548 /1339
//! ```
//!
//! Where a deadline is driven hard, as at 65 and 78 weeks in March and September 2024, lists fall faster than any history
//! says: far ahead, these projections say where the list goes if it is *not* so driven. A straight line "wins" at a long
//! distance only by saying none.
//!
//! Choosing by a list's own history gains nothing, on neither part of the systems. Letting each list choose among the three by
//! its own past (see `choice`) against always cohort survival:
//!
//! ```text
//! months ahead                        1                      3                       6
//! chosen on   over 52     5/14 against 5/14      14/34 against 13/33     23/62 against 22/61
//! kept aside  over 52     6/18 against 6/18      19/48 against 18/44     30/98 against 31/98
//! chosen on   over 65    19/67 against 18/63    41/216 against 40/216   76/370 against 72/366
//! kept aside  over 65    21/60 against 21/53    36/230 against 36/230   62/526 against 61/562
//! chosen on   over 78    20/66 against 19/65    60/224 against 59/223   86/649 against 87/651
//! kept aside  over 78   30/161 against 26/146   88/257 against 80/168   111/495 against 111/495
//! ```
//!
//! Replacing it at any smaller gain than is asked for now had cost up to six points of the median. So it takes a list quite
//! unlike these to be projected by another method.
//!
//! The range is drawn on the same 13 systems and told by how often it held elsewhere: see `range`.

use crate::plan::Weeks;

/// The farthest distance studied.
pub const FARTHEST: u8 = 12;

/// The thresholds studied.
pub const STUDIED: [Weeks; 3] = [Weeks(52), Weeks(65), Weeks(78)];

/// Fewer pathways over a threshold hang on single patients; from fewer no projection was studied, and none is made.
pub const FEWEST: u64 = 50;

/// Fewer months counted in one and the same way show no pace: three months' survival takes four counts.
pub const FEWEST_MONTHS: usize = 4;
