/** Where a person sits. */
export interface Terminal {
  /** Whether somebody is there to type. */
  readonly isInteractive: boolean;
  readonly columns: number;
  write(text: string): void;
  /** Calls `listener` with each key that is typed, until the returned function is called. */
  onKey(listener: (key: string) => void): () => void;
}

/** The terminal that the process was started in. */
export class ProcessTerminal implements Terminal {
  get isInteractive(): boolean {
    return process.stdin.isTTY === true && process.stdout.isTTY === true;
  }

  get columns(): number {
    // A terminal that does not know its width says 0.
    return process.stdout.columns || 80;
  }

  write(text: string): void {
    process.stdout.write(text);
  }

  onKey(listener: (key: string) => void): () => void {
    const { stdin } = process;
    const typed = (text: string): void => {
      // An arrow, or another key that is several characters, is none of a telephone's.
      if (!text.startsWith("\u001b")) for (const key of text) listener(key);
    };
    stdin.setEncoding("utf8");
    // Every key at once, unseen, and Ctrl-C as a key like any other.
    stdin.setRawMode(true);
    stdin.on("data", typed);
    stdin.resume();
    return () => {
      stdin.off("data", typed);
      stdin.setRawMode(false);
      stdin.pause();
    };
  }
}
