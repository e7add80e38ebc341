import { linekeeper } from "./program.ts";

// Who reads only the beginning (`| head`) has read enough.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
  process.exit();
});

await linekeeper(process.argv.slice(2));
