//! `comms demo`: a bot, the service that it calls, and all that can go wrong between them, in one process on loopback.
//!
//! `story` is what the bot does, `board` what is seen of it.

mod board;
mod story;

use crate::failure::Failure;
use crate::output::Output;
use board::Board;
use clap::Args;
use std::io::{self, IsTerminal as _, Write as _};
use std::sync::Arc;
use std::time::Duration;

/// Watch a bot place a call, lose a notification and restart, against a fake Microsoft Graph.
#[derive(Args)]
#[command(after_help = "Nothing is configured, and nothing leaves this machine. It takes about seven seconds.

Example: comms demo --faults --seed 7")]
pub(crate) struct Demo {
    /// Seed of the faults: the same seed brings the same ones.
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,
    /// Add faults of every kind: lost and repeated notifications, broken connections, refusals.
    #[arg(long)]
    faults: bool,
}

/// The time between two pictures on a terminal.
const PICTURE: Duration = Duration::from_millis(150);
/// The longest time that the story may take.
const LONGEST: Duration = Duration::from_millis(9_500);

impl Demo {
    pub(super) fn run(&self) -> Result<Output, Failure> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        let runtime = runtime.map_err(|error| Failure::io("cannot start", &error))?;
        let board = Arc::new(Board::default());
        let story = story::tell(Arc::clone(&board), self.faults.then_some(self.seed));
        let told = runtime.block_on(async {
            tokio::select! {
                told = tokio::time::timeout(LONGEST, story) => told.unwrap_or_else(|_| Err("it takes too long".into())),
                never = draw(&board) => match never {},
            }
        });
        erase(&board);
        let checks = told.map_err(|error| Failure::Input(format!("the demo failed: {error}")))?;
        Ok(Output::for_people(board.picture() + &checks.text()).with_problem(checks.problem()))
    }
}

/// Draws the board again and again, if somebody looks at it.
async fn draw(board: &Board) -> std::convert::Infallible {
    loop {
        tokio::time::sleep(PICTURE).await;
        if io::stdout().is_terminal() {
            let height = board.drawn();
            let picture = board.picture();
            board.draw(picture.lines().count());
            let mut out = anstream::stdout();
            // A terminal that went away is noticed at the end.
            let _ = write!(out, "{}{picture}", up(height));
            let _ = out.flush();
        }
    }
}

/// Takes the last picture away: the output replaces it.
fn erase(board: &Board) {
    let _ = write!(io::stdout(), "{}", up(board.drawn()));
}

/// Moves up that many lines, and clears what is below.
fn up(lines: usize) -> String {
    if lines == 0 { String::new() } else { format!("\x1b[{lines}A\x1b[J") }
}
