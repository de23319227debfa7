/** A figure may take a twentieth of the time it is shown, however large its campaign. */
const showByWork = 20;
const longestMs = 60_000;
const mostKept = 200;

type Remembered = { until: number; value: Promise<unknown> };
const kept = new Map<string, Remembered>();

/**
 * Figures that read a whole campaign, for pages that ask every two seconds: shown again for twenty
 * times as long as they took to read. What takes a few milliseconds is read anew each time, and two
 * who ask at once read once.
 */
export async function remember<T>(key: string, read: () => Promise<T>): Promise<T> {
  const known = kept.get(key);
  // The key names the function that reads, so what is kept under it is what that one returned.
  if (known && Date.now() < known.until) return (await known.value) as T;
  const startedAt = Date.now();
  const entry: Remembered = { until: Infinity, value: read() };
  kept.set(key, entry);
  try {
    return (await entry.value) as T;
  } catch (error) {
    kept.delete(key);
    throw error;
  } finally {
    const took = Date.now() - startedAt;
    entry.until = Date.now() + Math.min(took < 50 ? 0 : took * showByWork, longestMs);
    if (kept.size > mostKept) kept.delete(kept.keys().next().value ?? key);
  }
}
