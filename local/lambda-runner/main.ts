import { planFromSettings } from "./plan";
import { startRunner } from "./runner";

// Everything has to end within ten seconds; these are for invocations that are under way.
const graceMs = 7500;

const runner = startRunner(planFromSettings(process.env));
console.log("The Lambda runner polls the queues.");
process.send?.({ type: "ready" });

process.once("SIGTERM", () => {
  void runner.stop(graceMs).then(() => process.exit(0));
});
