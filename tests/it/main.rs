//! The app as its user meets it: a real window, real keys, real agents. And the house rules.
//!
//! The window tests need a display, a message bus and `WebKitWebDriver`; `cargo xtask test` brings all three.

#[cfg(target_os = "linux")]
#[cfg(test)]
mod bench;
#[cfg(target_os = "linux")]
#[cfg(test)]
mod bus;
#[cfg(target_os = "linux")]
#[cfg(test)]
mod calls;
#[cfg(target_os = "linux")]
#[cfg(test)]
mod desktop;
#[cfg(target_os = "linux")]
#[cfg(test)]
mod dunst;
#[cfg(target_os = "linux")]
#[cfg(test)]
mod keys;
#[cfg(target_os = "linux")]
#[cfg(test)]
mod notices;
#[cfg(target_os = "linux")]
#[cfg(test)]
mod second;
#[cfg(target_os = "linux")]
#[cfg(test)]
mod shell;
#[cfg(target_os = "linux")]
#[cfg(test)]
mod speed;
#[cfg(test)]
mod tidy;
#[cfg(target_os = "linux")]
#[cfg(test)]
mod window;
