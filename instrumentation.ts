/** Next calls this once, before the first request. */
export async function register(): Promise<void> {
  // oxlint-disable-next-line node/no-process-env -- Next itself sets it, and compiles this file twice
  if (process.env["NEXT_RUNTIME"] !== "nodejs") return;
  const { dropForgedAddresses } = await import("@/lib/forwarded-address");
  dropForgedAddresses();
}
