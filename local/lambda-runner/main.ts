import { planFromSettings } from "./plan";
import { startRunner, type RunnerPlan } from "./runner";

// Everything has to end within ten seconds; these are for invocations that are under way.
const graceMs = 7500;

const runner = startRunner(readPlan());
console.log("The Lambda runner polls the queues.");
process.send?.({ type: "ready" });

process.once("SIGTERM", () => {
  void runner.stop(graceMs).then(() => process.exit(0));
});

/** What is wrong with the settings is said in one line, without a stack. */
function readPlan(): RunnerPlan {
  try {
    return planFromSettings(process.env);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  }
}
