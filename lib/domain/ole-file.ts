const headerBytes = 512;

/** Where an OLE file (.xls, or an .xlsx with a password) keeps the names of what is in it. */
export function oleDirectoryAt(header: Buffer): number | undefined {
  if (header.length < 76) return undefined;
  const sectorBytes = 2 ** header.readUInt16LE(30);
  const sector = header.readUInt32LE(48);
  return sectorBytes === 512 || sectorBytes === 4096
    ? Math.max(headerBytes, sectorBytes) + sector * sectorBytes
    : undefined;
}

/** Excel wraps an encrypted workbook into an OLE file that says so. */
export function isEncryptedWorkbook(directory: Buffer): boolean {
  return directory.includes(Buffer.from("EncryptedPackage", "utf16le"));
}
