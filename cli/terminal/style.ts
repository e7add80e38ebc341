import { styleText } from "node:util";

/** Colour means something or is not used. Without a terminal, or with NO_COLOR, there is none. */
export const style = {
  title: (text: string): string => styleText(["bold"], text, { stream: process.stdout }),
  quiet: (text: string): string => styleText(["dim"], text, { stream: process.stdout }),
  good: (text: string): string => styleText(["green"], text, { stream: process.stdout }),
  bad: (text: string): string => styleText(["red"], text, { stream: process.stdout }),
  accent: (text: string): string => styleText(["cyan"], text, { stream: process.stdout }),
} as const;
