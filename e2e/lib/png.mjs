// Pictures of pages made small: a page has few colours, which a palette tells in a third of the bytes.

import { deflateSync, inflateSync } from 'node:zlib';
import { crc32 } from './zip.mjs';

/** The same picture with at most 256 colours; for pictures as browsers take them, of 8 bits a channel, not interlaced. */
export function smaller(png) {
  const { width, height, pixels } = read(png);
  const tally = new Map();
  for (const colour of pixels) tally.set(colour, (tally.get(colour) ?? 0) + 1);
  const palette = [...tally.keys()].sort((a, b) => tally.get(b) - tally.get(a)).slice(0, 256);
  const index = new Map([...tally.keys()].map((colour) => [colour, closest(palette, colour)]));
  const rows = Buffer.alloc(height * (width + 1)); // each begins with 0, no filter
  for (let at = 0; at < pixels.length; at++) rows[at + Math.floor(at / width) + 1] = index.get(pixels[at]);
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 3], 8); // 8 bits, a palette
  const parts = [chunk('IHDR', head), chunk('PLTE', Buffer.from(palette.flatMap(channelsOf))), chunk('IDAT', deflateSync(rows, { level: 9 })), chunk('IEND', Buffer.alloc(0))];
  return Buffer.concat([png.subarray(0, 8), ...parts]);
}

/** The pixels of a picture, each as 0xrrggbb, row after row. */
function read(png) {
  let head;
  const data = [];
  for (let at = 8; at < png.length; ) {
    const size = png.readUInt32BE(at);
    const body = png.subarray(at + 8, at + 8 + size);
    const kind = png.toString('latin1', at + 4, at + 8);
    if (kind === 'IHDR') head = { width: body.readUInt32BE(0), height: body.readUInt32BE(4), channels: body[9] === 6 ? 4 : 3 };
    if (kind === 'IDAT') data.push(body);
    at += 12 + size;
  }
  const { width, height, channels } = head;
  const raw = unfilter(inflateSync(Buffer.concat(data)), width * channels, height, channels);
  const pixels = Array.from({ length: width * height }, (_, n) => raw.readUIntBE(n * channels, 3));
  return { width, height, pixels };
}

/** Undoes the filter of every row, named by its first byte (PNG, clause 9). */
function unfilter(lines, stride, height, step) {
  const raw = Buffer.alloc(stride * height);
  for (let y = 0; y < height; y++) {
    const filter = lines[y * (stride + 1)];
    for (let x = 0; x < stride; x++) {
      const at = y * stride + x;
      const left = x >= step ? raw[at - step] : 0;
      const up = y > 0 ? raw[at - stride] : 0;
      const corner = x >= step && y > 0 ? raw[at - stride - step] : 0;
      raw[at] = lines[y * (stride + 1) + 1 + x] + [0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter];
    }
  }
  return raw;
}

function paeth(left, up, corner) {
  const [a, b, c] = [left, up, corner].map((from) => Math.abs(left + up - corner - from));
  return a <= b && a <= c ? left : b <= c ? up : corner;
}

const channelsOf = (colour) => [colour >> 16, (colour >> 8) & 255, colour & 255];

/** The place in the palette of the colour that looks most like this one. */
function closest(palette, colour) {
  const [r, g, b] = channelsOf(colour);
  const far = (other) => (r - (other >> 16)) ** 2 + (g - ((other >> 8) & 255)) ** 2 + (b - (other & 255)) ** 2;
  return palette.reduce((best, other, n) => (far(other) < far(palette[best]) ? n : best), 0);
}

function chunk(kind, body) {
  const named = Buffer.concat([Buffer.from(kind, 'latin1'), body]);
  const [size, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  size.writeUInt32BE(body.length);
  sum.writeUInt32BE(crc32(named));
  return Buffer.concat([size, named, sum]);
}
