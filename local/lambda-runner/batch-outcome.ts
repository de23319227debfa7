/**
 * Which messages of a batch are done with, by the rules of an event source mapping that reports
 * batch item failures: nothing reported = all; a report that cannot be understood = none.
 */
export function succeededIds(batchIds: string[], response: unknown): string[] {
  if (response === null || response === undefined) return batchIds;
  if (typeof response !== "object") return [];
  const failures = "batchItemFailures" in response ? response.batchItemFailures : null;
  if (failures === null || failures === undefined) return batchIds;
  if (!Array.isArray(failures)) return [];

  const failed = new Set(failures.map(identifierOf));
  const known = new Set(batchIds);
  for (const id of failed) if (id === undefined || !known.has(id)) return [];
  return batchIds.filter((id) => !failed.has(id));
}

function identifierOf(failure: unknown): string | undefined {
  if (typeof failure !== "object" || failure === null) return undefined;
  if (!("itemIdentifier" in failure)) return undefined;
  return typeof failure.itemIdentifier === "string" ? failure.itemIdentifier : undefined;
}
