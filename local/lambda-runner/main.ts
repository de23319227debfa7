import { planFromSettings } from "./plan";
import { startRunner } from "./runner";

// The supervisor gives a child ten seconds; eight are for invocations that are under way.
const graceMs = 8000;

const runner = startRunner(planFromSettings(process.env));
console.log("The Lambda runner polls the queues.");
process.send?.({ type: "ready" });

process.once("SIGTERM", () => {
  void runner.stop(graceMs).then(() => process.exit(0));
});
