// Says what is going on, in short lines with seconds, so that nobody looks at a silent terminal.

const seconds = (since) => `${((Date.now() - since) / 1000).toFixed(1)} s`;

/** Runs `work`; says so before when it may take long, every ten seconds meanwhile, and at the end. */
export async function step(label, work, { slow = false } = {}) {
  const startedAt = Date.now();
  if (slow) say(`  … ${label}`);
  const reminder = setInterval(() => say(`  … ${label}: ${seconds(startedAt)}`), 10_000);
  try {
    const result = await work();
    say(`  ✓ ${label} (${seconds(startedAt)})`);
    return result;
  } catch (error) {
    say(`  ✗ ${label} (${seconds(startedAt)})`);
    throw error;
  } finally {
    clearInterval(reminder);
  }
}

export function say(line) {
  process.stdout.write(`${line}\n`);
}
