import { log } from "@/lib/log";

/**
 * One of a tick's chores. What keeps one from its end (a queue that is away, SES that does not
 * answer) must not keep the others from theirs: they go on, and the next tick tries again.
 */
export async function doChore<T>(name: string, work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    log.error({ chore: name, error }, "a chore is left to the next tick");
    return undefined;
  }
}
