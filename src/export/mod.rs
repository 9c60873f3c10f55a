//! Pages → files. Does no arithmetic on the plan.
