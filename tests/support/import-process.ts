import { runImport } from "@/lib/imports/run";

// A runner of its own, so that a test can kill it: the import's id is the argument.
await runImport(Number(process.argv[2]));
process.exit(0);
