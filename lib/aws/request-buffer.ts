/** More than becomes garbage between two collections; nothing of it is ever written. */
const onceFreed = 24 * 1024 * 1024;

let isFirst = true;

/**
 * A fresh buffer for one request, never used again for another: the call it is for may hang on to it.
 *
 * What the collector frees, glibc returns to the kernel as soon as 128 KB at its end are free, and the
 * next mails fault it in again page by page, 20 µs for each mail of 100 KB. Once a larger block was
 * freed, it keeps twice the size of that block (mallopt(3), M_TRIM_THRESHOLD).
 */
export function allocateRequest(bytes: number): Buffer {
  if (isFirst) Buffer.allocUnsafe(onceFreed);
  isFirst = false;
  return Buffer.allocUnsafe(bytes);
}
