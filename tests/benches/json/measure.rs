//! Times candidates in turn, round by round, so that a busy machine disturbs all of them; takes the median of their ratios.

use std::hint::black_box;
use std::time::{Duration, Instant};

/// One candidate: its name, and a function that runs it once and returns something, so that it is not optimised away.
pub struct Candidate<'a> {
    pub name: &'static str,
    pub run: Box<dyn FnMut() -> usize + 'a>,
}

/// Makes a candidate.
pub fn candidate<'a, T>(name: &'static str, mut run: impl FnMut() -> T + 'a) -> Candidate<'a> {
    Candidate {
        name,
        run: Box::new(move || {
            black_box(run());
            0
        }),
    }
}

/// The time to spend.
#[derive(Clone, Copy)]
pub struct Effort {
    pub rounds: usize,
    pub slice: Duration,
}

/// Prints each candidate's time relative to the one named `to`, and returns it.
pub fn compare(label: &str, to: &str, effort: Effort, mut candidates: Vec<Candidate<'_>>) -> Vec<(&'static str, f64)> {
    let repeats: Vec<u32> = candidates.iter_mut().map(|candidate| calibrate(candidate, effort.slice)).collect();
    let mut times: Vec<Vec<f64>> = vec![Vec::new(); candidates.len()];
    for _ in 0..effort.rounds {
        for (index, candidate) in candidates.iter_mut().enumerate() {
            let start = Instant::now();
            for _ in 0..repeats[index] {
                (candidate.run)();
            }
            times[index].push(start.elapsed().as_secs_f64() / f64::from(repeats[index]));
        }
    }
    let Some(base) = candidates.iter().position(|candidate| candidate.name == to) else { return Vec::new() };
    let mut all = Vec::new();
    for (index, candidate) in candidates.iter().enumerate() {
        let ratio = median(times[index].iter().zip(&times[base]).map(|(time, base)| time / base).collect());
        let nanos = median(times[index].clone()) * 1e9;
        println!("ratio {label} {} {ratio:.3}   # {nanos:.0} ns", candidate.name);
        all.push((candidate.name, ratio));
    }
    all
}

fn calibrate(candidate: &mut Candidate<'_>, slice: Duration) -> u32 {
    let mut repeats = 1;
    loop {
        let start = Instant::now();
        for _ in 0..repeats {
            (candidate.run)();
        }
        if start.elapsed() >= slice || repeats > 1 << 24 {
            return repeats;
        }
        repeats *= 2;
    }
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}
