//! The programs that are known, and the options that make them do more.

/// Programs that only look, whatever their options are.
pub(super) const LOOK: &[&str] = &[
    "ls",
    "cat",
    "head",
    "tail",
    "wc",
    "grep",
    "egrep",
    "fgrep",
    "pwd",
    "whoami",
    "id",
    "uname",
    "which",
    "stat",
    "du",
    "df",
    "ps",
    "true",
    "false",
    "cut",
    "tr",
    "diff",
    "cmp",
    "basename",
    "dirname",
    "realpath",
    "readlink",
    "nproc",
    "uptime",
    "free",
    "echo",
    "printf",
    "jq",
    "test",
    "[",
    ":",
    "cd",
    "sleep",
    "seq",
    "sha256sum",
    "sha1sum",
    "md5sum",
    "base64",
    "od",
    "xxd",
    "nl",
    "column",
    "printenv",
    "exit",
];
/// Programs that only look, unless one of these options is given.
pub(super) const LOOK_UNLESS: &[(&str, &[&str])] = &[
    ("sort", &["-o", "--output", "--compress-program", "-T"]),
    ("rg", &["--pre", "--hostname-bin", "--search-zip", "-z"]),
    ("date", &["-s", "--set"]),
    ("find", &["-delete", "-exec", "-execdir", "-ok", "-okdir", "-fprint", "-fprintf", "-fls", "-fprint0"]),
    ("fd", &["-x", "-X", "--exec", "--exec-batch"]),
    ("file", &["-C", "--compile"]),
];
/// What `git` only looks with, as its first word.
pub(super) const GIT_LOOKS: &[&str] = &["status", "log", "diff", "show", "rev-parse", "blame", "ls-files", "shortlog", "describe"];
pub(super) const DELETE: &[&str] = &[
    "rm", "rmdir", "unlink", "shred", "wipefs", "truncate", "dd", "mkfs", "fdisk", "parted", "dropdb", "dropuser", "del", "erase", "rd",
    "srm", "kill", "killall", "pkill", "shutdown", "reboot", "halt", "poweroff",
];
/// Words that make a program with many uses delete, behind its name.
pub(super) const DELETE_VERBS: &[&str] =
    &["rm", "rmi", "delete", "destroy", "prune", "purge", "clean", "uninstall", "remove", "drop", "terminate", "autoremove", "rb"];
pub(super) const ELEVATE: &[&str] = &[
    "sudo",
    "su",
    "doas",
    "pkexec",
    "runas",
    "chmod",
    "chown",
    "chgrp",
    "setcap",
    "usermod",
    "useradd",
    "adduser",
    "groupadd",
    "gpasswd",
    "visudo",
    "passwd",
    "chpasswd",
    "setfacl",
    "crontab",
    "at",
    "systemctl",
    "service",
    "launchctl",
    "iptables",
    "nft",
    "ufw",
    "mount",
    "insmod",
    "modprobe",
    "sysctl",
    "ssh-keygen",
    "ssh-copy-id",
];
pub(super) const FETCH: &[&str] =
    &["curl", "wget", "fetch", "aria2c", "http", "https", "xh", "lynx", "links", "dig", "nslookup", "host", "ping", "whois"];
pub(super) const SEND: &[&str] = &[
    "scp",
    "rsync",
    "sftp",
    "ftp",
    "lftp",
    "tftp",
    "nc",
    "ncat",
    "netcat",
    "socat",
    "telnet",
    "mail",
    "mailx",
    "sendmail",
    "mutt",
    "ssh",
    "rclone",
    "s3cmd",
    "gsutil",
    "azcopy",
    "croc",
    "ngrok",
    "cloudflared",
];
/// Options that make a program which fetches send.
pub(super) const SENDING: &[&str] = &[
    "-d",
    "-F",
    "-T",
    "--data",
    "--data-raw",
    "--data-binary",
    "--data-ascii",
    "--data-urlencode",
    "--form",
    "--form-string",
    "--upload-file",
    "--json",
    "--post-data",
    "--post-file",
    "--body-data",
    "--body-file",
    "--url-query",
];
/// Options behind which the method of a call stands.
pub(super) const METHOD: &[&str] = &["-X", "--request", "--method"];
pub(super) const PACKAGES: &[&str] = &[
    "pip", "pip3", "pipx", "uv", "npm", "npx", "pnpm", "yarn", "bun", "bunx", "uvx", "cargo", "gem", "go", "apt", "apt-get", "dnf", "yum",
    "brew", "apk", "pacman", "choco", "winget", "snap", "conda",
];
pub(super) const INSTALL_VERBS: &[&str] =
    &["install", "add", "i", "ci", "get", "exec", "x", "dlx", "upgrade", "update", "sync", "-S", "tool"];
pub(super) const CHANGE: &[&str] = &[
    "cp", "mv", "mkdir", "touch", "ln", "tee", "sed", "patch", "tar", "zip", "unzip", "gzip", "gunzip", "install", "rename", "split",
    "make", "export", "set", "unset", "alias", "ulimit", "umask",
];
/// Programs that run a text which they are given.
pub(super) const SHELLS: &[&str] = &["sh", "bash", "zsh", "dash", "ksh", "fish", "ash", "busybox"];
pub(super) const INTERPRETERS: &[&str] = &[
    "python",
    "python2",
    "python3",
    "node",
    "deno",
    "perl",
    "ruby",
    "php",
    "lua",
    "osascript",
    "tclsh",
    "awk",
    "gawk",
    "mawk",
    "eval",
    "source",
    ".",
    "trap",
    "exec",
    "vim",
    "vi",
    "emacs",
    "ed",
    "gdb",
    "expect",
    "parallel",
    "watch",
    "script",
];
/// Windows has shells of its own, whose grammar is another.
pub(super) const FOREIGN: &[&str] = &[
    "powershell",
    "pwsh",
    "cmd",
    "iex",
    "irm",
    "iwr",
    "invoke-expression",
    "invoke-webrequest",
    "wscript",
    "cscript",
    "mshta",
    "rundll32",
    "regsvr32",
    "certutil",
    "bitsadmin",
    "wmic",
    "reg",
    "start",
];
pub(super) const FOREIGN_FETCH: &[&str] =
    &["iwr", "irm", "invoke-webrequest", "invoke-restmethod", "downloadstring", "downloadfile", "curl", "wget"];
pub(super) const FOREIGN_RUN: &[&str] = &["iex", "invoke-expression"];
/// Programs that run the rest of their words as a command.
pub(super) const RUNNERS: &[&str] =
    &["env", "nohup", "time", "timeout", "nice", "command", "builtin", "setsid", "stdbuf", "ionice", "xargs"];
