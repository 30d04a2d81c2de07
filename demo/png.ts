import { crc32, deflateSync, inflateSync } from 'node:zlib';

const SIGNATURE_BYTES = 8;
const MAX_COLORS = 256;

interface Pixels {
  readonly width: number;
  readonly height: number;
  /** Red, green and blue of every pixel as one number. */
  readonly colors: readonly number[];
}

/** A picture of Chromium with at most 256 colors, which takes half as many bytes. Rare colors become their nearest. */
export function reduceColors(png: Buffer): Buffer {
  const { width, height, colors } = decode(png);
  const counts = new Map<number, number>();
  for (const color of colors) counts.set(color, (counts.get(color) ?? 0) + 1);
  const palette = [...counts.keys()]
    .sort((one, other) => (counts.get(other) ?? 0) - (counts.get(one) ?? 0))
    .slice(0, MAX_COLORS);
  const places = new Map([...counts.keys()].map((color) => [color, nearest(color, palette)]));
  const rows = Buffer.alloc((width + 1) * height);
  // Every row begins with its filter, which is none.
  colors.forEach((color, at) => {
    rows[at + 1 + Math.floor(at / width)] = places.get(color) ?? 0;
  });
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  // Eight bits, colors of a palette.
  header.set([8, 3], 8);
  return Buffer.concat([
    png.subarray(0, SIGNATURE_BYTES),
    chunk('IHDR', header),
    chunk('PLTE', Buffer.from(palette.flatMap(channels))),
    chunk('IDAT', deflateSync(rows, { level: 9, memLevel: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function channels(color: number): [number, number, number] {
  return [color >> 16, (color >> 8) & 255, color & 255];
}

function nearest(color: number, palette: readonly number[]): number {
  const [red, green, blue] = channels(color);
  const distances = palette.map((other) => {
    const [otherRed, otherGreen, otherBlue] = channels(other);
    return (red - otherRed) ** 2 + (green - otherGreen) ** 2 + (blue - otherBlue) ** 2;
  });
  return distances.indexOf(Math.min(...distances));
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const ends = Buffer.alloc(8);
  ends.writeUInt32BE(data.length, 0);
  ends.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([ends.subarray(0, 4), body, ends.subarray(4)]);
}

/** Reads a PNG of eight bits a channel without interlacing, the only kind that Chromium writes. */
function decode(png: Buffer): Pixels {
  const parts = new Map<string, Buffer[]>();
  for (let at = SIGNATURE_BYTES; at < png.length; ) {
    const length = png.readUInt32BE(at);
    const type = png.toString('latin1', at + 4, at + 8);
    parts.set(type, [...(parts.get(type) ?? []), png.subarray(at + 8, at + 8 + length)]);
    at += length + 12;
  }
  const header = Buffer.concat(parts.get('IHDR') ?? []);
  const [width, height] = [header.readUInt32BE(0), header.readUInt32BE(4)];
  const channelCount = header[9] === 6 ? 4 : 3;
  const rows = unfilter(
    inflateSync(Buffer.concat(parts.get('IDAT') ?? [])),
    width * channelCount,
    channelCount,
  );
  const colors = Array.from({ length: width * height }, (_, at) => rows.readUIntBE(at * channelCount, 3));
  return { width, height, colors };
}

/** @see https://www.w3.org/TR/png-3/#9Filters */
function unfilter(filtered: Buffer, rowBytes: number, step: number): Buffer {
  const rows = Buffer.alloc((filtered.length / (rowBytes + 1)) * rowBytes);
  for (let at = 0; at < rows.length; at += 1) {
    const row = Math.floor(at / rowBytes);
    const isFirst = at % rowBytes < step;
    const left = isFirst ? 0 : (rows[at - step] ?? 0);
    const above = rows[at - rowBytes] ?? 0;
    const corner = isFirst ? 0 : (rows[at - rowBytes - step] ?? 0);
    const filter = filtered[row * (rowBytes + 1)] ?? 0;
    rows[at] = (filtered[at + row + 1] ?? 0) + guess(filter, left, above, corner);
  }
  return rows;
}

function guess(filter: number, left: number, above: number, corner: number): number {
  if (filter === 1) return left;
  if (filter === 2) return above;
  if (filter === 3) return (left + above) >> 1;
  return filter === 4 ? paeth(left, above, corner) : 0;
}

function paeth(left: number, above: number, corner: number): number {
  const toLeft = Math.abs(above - corner);
  const toAbove = Math.abs(left - corner);
  const toCorner = Math.abs(left + above - 2 * corner);
  if (toLeft <= toAbove && toLeft <= toCorner) return left;
  return toAbove <= toCorner ? above : corner;
}
