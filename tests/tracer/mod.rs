//! A program's system calls, seen as they are made, and made to fail where a test says so.
//!
//! By `ptrace`, as a debugger does it: git's library writes files of its own, so only the system sees every write. Linux on
//! x86-64 alone, and where one may trace one's own children, which is the rule.
#![expect(unsafe_code, reason = "the system's debugging interface has no safe one in the standard library")]

use std::collections::HashMap;
use std::fs::{self, File};
use std::io::Read;
use std::os::unix::fs::FileExt;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use libc::{c_int, c_long, pid_t, user_regs_struct};

/// What a stop at a system call is told apart by.
const AT_CALL: c_int = libc::SIGTRAP | 0x80;

/// A system call of the program.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Call {
    /// The thread that makes it.
    pub(crate) thread: pid_t,
    /// Which one it is, as `libc::SYS_…` number it.
    pub(crate) number: c_long,
    /// What it is given.
    pub(crate) arguments: [u64; 6],
}

/// Whoever looks on.
pub(crate) trait Watch {
    /// Is told of a call before it is made; an error number has it fail with that, and nothing done.
    fn before(&mut self, _: &Call) -> Option<c_int> {
        None
    }

    /// Is told of a call that was made, and what came of it.
    fn after(&mut self, _: &Call, _result: i64) {}
}

/// How a program ended, and what it said.
#[derive(Debug)]
pub(crate) struct Traced {
    /// The exit code; none when a signal ended it.
    pub(crate) code: Option<i32>,
    /// Standard output.
    pub(crate) out: String,
    /// Standard error.
    pub(crate) err: String,
}

impl Call {
    /// Reads a text that an argument leads to.
    pub(crate) fn text(&self, argument: usize) -> PathBuf {
        let memory = File::open(format!("/proc/{}/mem", self.thread)).expect("the memory of a traced program");
        let (mut bytes, mut at) = (Vec::new(), self.arguments[argument]);
        let mut byte = [0];
        while memory.read_exact_at(&mut byte, at).is_ok() && byte[0] != 0 {
            bytes.push(byte[0]);
            at += 1;
        }
        PathBuf::from(String::from_utf8(bytes).expect("a path in UTF-8"))
    }

    /// Returns the path that an open file has now; none when it has none, or is gone.
    pub(crate) fn file(&self, argument: usize) -> Option<PathBuf> {
        let number = self.arguments[argument].cast_signed();
        let path = fs::read_link(format!("/proc/{}/fd/{number}", self.thread)).ok()?;
        Some(path).filter(|path| path.is_absolute() && !path.to_string_lossy().ends_with(" (deleted)"))
    }

    /// Returns the path that a folder and a name below it stand for, as in `openat`.
    pub(crate) fn path(&self, folder: usize, name: usize) -> PathBuf {
        if self.arguments[folder] & 0xffff_ffff == u64::from(libc::AT_FDCWD.cast_unsigned()) {
            return self.name(name);
        }
        absolute(&self.file(folder).unwrap_or_default(), &self.text(name))
    }

    /// Returns the path that a name stands for, as in `open`.
    pub(crate) fn name(&self, name: usize) -> PathBuf {
        let here = fs::read_link(format!("/proc/{}/cwd", self.thread)).unwrap_or_default();
        absolute(&here, &self.text(name))
    }
}

/// Puts a name behind a folder, without the dots on the way.
fn absolute(folder: &Path, name: &Path) -> PathBuf {
    let mut path = PathBuf::new();
    for part in folder.join(name).components() {
        match part {
            std::path::Component::CurDir => {}
            std::path::Component::ParentDir => drop(path.pop()),
            other => path.push(other),
        }
    }
    path
}

/// Runs a program to its end with somebody looking on; its children are watched too.
pub(crate) fn run(command: &mut Command, watch: &mut dyn Watch) -> Traced {
    // SAFETY: between fork and exec only this one system call is made, which allocates nothing and takes no lock.
    let traced = unsafe { command.pre_exec(trace_me) };
    #[expect(clippy::zombie_processes, reason = "the loop waits for it, as one that is traced")]
    let mut child = traced.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("a start");
    let root = pid_t::try_from(child.id()).expect("a process id");
    let (mut code, mut inside, mut begun) = (None, HashMap::new(), false);
    let mut alive = std::collections::BTreeSet::from([root]);
    while !alive.is_empty() {
        let (thread, status) = next_stop();
        if libc::WIFEXITED(status) || libc::WIFSIGNALED(status) {
            alive.remove(&thread);
            if thread == root {
                code = libc::WIFEXITED(status).then(|| libc::WEXITSTATUS(status));
            }
            continue;
        }
        let new = alive.insert(thread);
        let (signal, event) = (libc::WSTOPSIG(status), status >> 16);
        let mut pass = 0;
        if !begun {
            begun = true;
            let follow = libc::PTRACE_O_TRACEFORK | libc::PTRACE_O_TRACEVFORK | libc::PTRACE_O_TRACECLONE;
            let options = libc::PTRACE_O_TRACESYSGOOD | libc::PTRACE_O_TRACEEXEC | libc::PTRACE_O_EXITKILL | follow;
            ask(libc::PTRACE_SETOPTIONS, thread, options.cast_unsigned().into());
        } else if signal == AT_CALL {
            at_call(thread, &mut inside, watch);
        } else if event == 0 && !(new && signal == libc::SIGSTOP) {
            pass = signal;
        }
        ask(libc::PTRACE_SYSCALL, thread, u64::from(pass.cast_unsigned()));
    }
    let mut said = [String::new(), String::new()];
    child.stdout.take().expect("a pipe").read_to_string(&mut said[0]).expect("UTF-8");
    child.stderr.take().expect("a pipe").read_to_string(&mut said[1]).expect("UTF-8");
    let [out, err] = said;
    Traced { code, out, err }
}

/// Has the process that calls it be traced by its parent.
fn trace_me() -> std::io::Result<()> {
    // SAFETY: the request takes no further arguments.
    match unsafe { libc::ptrace(libc::PTRACE_TRACEME, 0, 0, 0) } {
        0 => Ok(()),
        _ => Err(std::io::Error::last_os_error()),
    }
}

/// Waits for the next stop or end of a thread that this very thread traces.
fn next_stop() -> (pid_t, c_int) {
    let mut status = 0;
    // SAFETY: `status` lives for as long as the call takes.
    let thread = unsafe { libc::waitpid(-1, &raw mut status, libc::__WALL | libc::__WNOTHREAD) };
    assert!(thread > 0, "a traced program cannot be waited for: {}", std::io::Error::last_os_error());
    (thread, status)
}

/// Makes a request that takes a number; a thread that was just killed cannot answer, and its end is told next.
fn ask(request: libc::c_uint, thread: pid_t, data: u64) {
    // SAFETY: the requests made so have no address, and a plain number as data.
    unsafe { libc::ptrace(request, thread, 0, data) };
}

/// Reads the registers of a thread that stands still.
fn registers(thread: pid_t) -> Option<user_regs_struct> {
    let mut registers = std::mem::MaybeUninit::<user_regs_struct>::uninit();
    // SAFETY: the request fills the structure, and tells whether it did.
    unsafe {
        let done = libc::ptrace(libc::PTRACE_GETREGS, thread, 0, registers.as_mut_ptr()) == 0;
        done.then(|| registers.assume_init())
    }
}

fn set_registers(thread: pid_t, registers: &user_regs_struct) {
    // SAFETY: the request reads the structure, which lives for as long as the call takes.
    unsafe { libc::ptrace(libc::PTRACE_SETREGS, thread, 0, std::ptr::from_ref(registers)) };
}

/// Tells whoever looks on of a call: the first stop is before it, the second after it.
fn at_call(thread: pid_t, inside: &mut HashMap<pid_t, (Call, Option<c_int>)>, watch: &mut dyn Watch) {
    let Some(mut registers) = registers(thread) else { return };
    if let Some((call, failing)) = inside.remove(&thread) {
        if let Some(error) = failing {
            registers.rax = i64::from(-error).cast_unsigned();
            set_registers(thread, &registers);
        }
        watch.after(&call, registers.rax.cast_signed());
        return;
    }
    let user_regs_struct { orig_rax, rdi, rsi, rdx, r10, r8, r9, .. } = registers;
    let call = Call { thread, number: orig_rax.cast_signed(), arguments: [rdi, rsi, rdx, r10, r8, r9] };
    let failing = watch.before(&call);
    if failing.is_some() {
        // No such call: the system does nothing.
        registers.orig_rax = u64::MAX;
        set_registers(thread, &registers);
    }
    inside.insert(thread, (call, failing));
}
