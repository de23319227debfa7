const defaultContacts = 2000;

/** Unknown flags are ignored, as in the other scripts. */
export function readFlags(args: string[]): { contacts: number } {
  const at = args.findIndex((arg) => arg === "--contacts" || arg.startsWith("--contacts="));
  const given = at === -1 ? undefined : (args[at]?.split("=")[1] ?? args[at + 1]);
  const contacts = given === undefined ? defaultContacts : Number(given.replaceAll("_", ""));
  if (!Number.isSafeInteger(contacts) || contacts < 1) {
    process.stderr.write("How many? For example: npm run seed -- --contacts 5000\n");
    process.exit(2);
  }
  return { contacts };
}
