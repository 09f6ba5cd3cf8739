/** The commands by their names, apart from what they do: options say which of them take them, and commands are handed options. */
export type Command = "report" | "fix" | "init" | "hook" | "alerts" | "explain" | "verify";
