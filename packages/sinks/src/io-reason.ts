const reasons: Readonly<Record<string, string>> = {
  EACCES: "permission denied",
  EDQUOT: "the disk quota is used up",
  EEXIST: "another process has just created it",
  EFBIG: "the file-size limit is reached",
  EIO: "the device reports an I/O error",
  EISDIR: "the path is a directory",
  ELOOP: "the path is a symbolic link, which is not followed",
  EMFILE: "too many files are open",
  ENAMETOOLONG: "the name is too long",
  ENOENT: "the directory does not exist",
  ENOSPC: "no space is left on the device",
  ENOTDIR: "a part of the path is not a directory",
  ENXIO: "the path is not a regular file",
  EPERM: "the operation is not permitted",
  EROFS: "the file system is read-only",
};

/** What the operating system's error says, in words and with its code. */
export function ioReason(error: unknown): string {
  const code = ioCode(error);
  const text = reasons[code ?? ""];
  if (text !== undefined) return `${text} (${code})`;
  return error instanceof Error ? error.message : String(error);
}

/** The `code` of a system error. */
export function ioCode(error: unknown): string | undefined {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  return typeof code === "string" ? code : undefined;
}
