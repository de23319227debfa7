import { readFlags } from "@/scripts/rig/flags";
import { printReport, type Bench } from "@/scripts/bench/report";

/** `npm run bench -- NAME [flags] [--json]`. Each bench is loaded only when it is asked for. */
const benches: Record<string, () => Promise<Bench>> = {
  pace: async () => (await import("@/scripts/bench/pace")).benchPace,
  send: async () => (await import("@/scripts/bench/send")).benchSend,
  age: async () => (await import("@/scripts/bench/age")).benchAge,
  report: async () => (await import("@/scripts/bench/count")).benchReport,
  audience: async () => (await import("@/scripts/bench/audience")).benchAudience,
  fanout: async () => (await import("@/scripts/bench/fanout")).benchFanout,
  events: async () => (await import("@/scripts/bench/events")).benchEvents,
  personalise: async () => (await import("@/scripts/bench/personalise")).benchPersonalise,
  segment: async () => (await import("@/scripts/bench/segment")).benchSegment,
  import: async () => (await import("@/scripts/bench/import")).benchImport,
  contacts: async () => (await import("@/scripts/bench/contacts")).benchContacts,
  compile: async () => {
    // As servers run it: React's development build spends most of its time on warnings. It asks once.
    Object.assign(process.env, { NODE_ENV: "production" });
    return (await import("@/scripts/bench/compile")).benchCompile;
  },
};

// The SDK would greet every run with a word on Node's versions.
process.env["AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED"] = "true";

const [name = "", ...rest] = process.argv.slice(2);
const flags = readFlags(rest);
const load = benches[name];
if (!load) {
  const isNamed = name !== "" && !name.startsWith("-");
  process.stderr.write(
    `${isNamed ? `There is no bench "${name}".` : "Which bench?"} Known: ${Object.keys(benches).join(", ")}.\n` +
      "Example: npm run bench -- send --recipients 2000 --size 100kb --json\n",
  );
  process.exit(2);
}
try {
  const bench = await load();
  const { report, details, problems } = await bench(flags);
  printReport(report, { asJson: flags.isJson, details });
  for (const problem of problems) process.stderr.write(`FAILED: ${problem}\n`);
  process.exit(problems.length === 0 ? 0 : 1);
} catch (error) {
  process.stderr.write(
    `${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
  );
  process.exit(1);
}
