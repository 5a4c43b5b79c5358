//! The engine of the live page for a browser: a scenario on a desk, which is asked through a C
//! interface. A name and a body are laid into the buffer that [`message`] gives; [`ask`] has them
//! answered.

use std::cell::RefCell;
use std::sync::Arc;

use orgsim::engine::{MonteCarlo, Signals};
use orgsim::live::{self, Answer, Carried, Desk, Refusal};

thread_local! {
    static MESSAGE: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
    static ANSWER: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
    static ENGINE: RefCell<Option<Arc<MonteCarlo>>> = const { RefCell::new(None) };
    static DESK: RefCell<Option<Desk>> = const { RefCell::new(None) };
}

/// Where to lay a message of so many bytes.
#[unsafe(no_mangle)]
pub extern "C" fn message(length: usize) -> *mut u8 {
    MESSAGE.with_borrow_mut(|message| {
        message.clear();
        message.resize(length, 0);
        message.as_mut_ptr()
    })
}

/// Answers the message, of which the first bytes are a name and the rest is the body. Whether
/// there is an answer; if not, there is a reason instead.
#[unsafe(no_mangle)]
pub extern "C" fn ask(name: usize) -> bool {
    let message = MESSAGE.take();
    let (name, body) = message.split_at(name.min(message.len()));
    let answered = answered(&String::from_utf8_lossy(name), body);
    let is_answer = answered.is_ok();
    let answer = match answered {
        Ok(answer) => answer,
        Err(Refusal::Interrupted) => b"interrupted".to_vec(),
        Err(
            Refusal::Malformed(text)
            | Refusal::Unknown(text)
            | Refusal::Faulty(text)
            | Refusal::Failed(text),
        ) => text.into_bytes(),
        Err(_) => b"refused".to_vec(),
    };
    ANSWER.set(answer);
    is_answer
}

/// Where the answer begins.
#[unsafe(no_mangle)]
pub extern "C" fn answer() -> *const u8 {
    ANSWER.with_borrow(|answer| answer.as_ptr())
}

/// Of how many bytes the answer is.
#[unsafe(no_mangle)]
pub extern "C" fn answer_length() -> usize {
    ANSWER.with_borrow(Vec::len)
}

fn answered(name: &str, body: &[u8]) -> Result<Vec<u8>, Refusal> {
    let failed = |error: &dyn std::error::Error| Refusal::Failed(error.to_string());
    match name {
        "begin" => {
            // a panic ends the engine: what it says is the answer
            std::panic::set_hook(Box::new(|panic| ANSWER.set(panic.to_string().into_bytes())));
            let engine = live::engine(1).map_err(|error| failed(&error))?;
            let carried = Carried::of_json(&String::from_utf8_lossy(body));
            let desk = carried.and_then(|carried| carried.desk(Arc::clone(&engine)));
            DESK.set(Some(desk.map_err(|error| failed(&error))?));
            ENGINE.set(Some(engine));
            Ok(Vec::new())
        }
        "open" => {
            let engine = ENGINE.with_borrow(Option::clone);
            let engine = engine.ok_or_else(not_begun)?;
            DESK.set(Some(Desk::new(live::opened(body)?, Vec::new(), engine)));
            Ok(Vec::new())
        }
        "check" => live::checked(body).map(String::into_bytes),
        _ => DESK.with_borrow_mut(|desk| {
            let desk = desk.as_mut().ok_or_else(not_begun)?;
            match name {
                "part" => live::part(desk, body).map(String::into_bytes),
                "simulate" => live::found(desk, body),
                "take" => live::take(desk, body).map(|()| Vec::new()),
                _ => match live::answer(desk, name, body, &Signals::default())? {
                    Answer::Json(text) | Answer::Text(text) => Ok(text.into_bytes()),
                },
            }
        }),
    }
}

fn not_begun() -> Refusal {
    Refusal::Malformed("the engine has not begun".to_owned())
}
