import { crc32, deflateRawSync } from "node:zlib";

/** What one member declares that is not true. */
export interface ZipLies {
  readonly size?: number;
  readonly checksum?: number;
  readonly isEncrypted?: boolean;
}

/** The bytes of a ZIP file with the given members, in order; `lies` makes a member declare another size or checksum, or encryption. */
export function zipOf(members: Readonly<Record<string, string | Uint8Array>>, lies: Readonly<Record<string, ZipLies>> = {}): Buffer {
  const locals: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const [name, content] of Object.entries(members)) {
    const bytes = Buffer.from(content);
    const deflated = deflateRawSync(bytes);
    const fields = headerFields({ bytes, deflated, name, lies: lies[name] ?? {} });
    const local = Buffer.concat([Buffer.from("504b0304", "hex"), fields, Buffer.from(name), deflated]);
    const where = Buffer.alloc(14);
    where.writeUInt32LE(offset, 10);
    central.push(Buffer.concat([Buffer.from("504b01021400", "hex"), fields, where, Buffer.from(name)]));
    locals.push(local);
    offset += local.length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(central.length, 8);
  end.writeUInt16LE(central.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, directory, end]);
}

interface HeaderOptions {
  readonly bytes: Buffer;
  readonly deflated: Buffer;
  readonly name: string;
  readonly lies: ZipLies;
}

/** From "version needed" to "extra field length", the same in both headers. */
function headerFields({ bytes, deflated, name, lies }: HeaderOptions): Buffer {
  const fields = Buffer.alloc(26);
  fields.writeUInt16LE(20, 0);
  fields.writeUInt16LE(lies.isEncrypted === true ? 0x0801 : 0x0800, 2); // names are UTF-8
  fields.writeUInt16LE(8, 4); // deflated
  fields.writeUInt32LE(lies.checksum ?? crc32(bytes), 10);
  fields.writeUInt32LE(deflated.length, 14);
  fields.writeUInt32LE(lies.size ?? bytes.length, 18);
  fields.writeUInt16LE(Buffer.byteLength(name), 22);
  return fields;
}
