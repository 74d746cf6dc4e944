// Draws icon.svg as PNG for the installed app: 192 and 512 pixels wide, and one whose mark stays inside the circle to
// which a telephone may cut it. The drawing is made of one rectangle and circles; anything else in it stops the build.
import { deflateSync } from "node:zlib";

const samples = 4; // a side: how finely the edge of a shape is drawn
const box = 32; // width and height of the drawing

const number = (tag, name) => Number(tag.match(new RegExp(`\\b${name}="([\\d.]+)"`))?.[1] ?? 0);
const colour = (text) => {
  const hex = text.length === 4 ? text.replace(/[0-9a-f]/gi, "$&$&") : text;
  return [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16));
};

// shapes gives for each shape its colour and whether a point lies in it.
function shapes(svg) {
  let inherited;
  return [...svg.matchAll(/<(\/?)(\w+)([^>]*)>/g)].flatMap(([, end, name, tag]) => {
    const own = tag.match(/\bfill="([^"]+)"/)?.[1];
    const stroke = tag.match(/\bstroke="([^"]+)"/)?.[1];
    if (name === "svg") return [];
    if (name === "g") {
      inherited = end ? undefined : own;
      return [];
    }
    if (name === "rect") {
      const [w, h, r] = ["width", "height", "rx"].map((n) => number(tag, n));
      const beyond = (v, size) => Math.max(r - v, v - (size - r), 0);
      return [{ ground: true, rgb: colour(own), holds: (x, y) => Math.hypot(beyond(x, w), beyond(y, h)) <= r }];
    }
    if (name !== "circle") throw new Error(`icon.svg: cannot draw <${name}>`);
    const [cx, cy, r] = ["cx", "cy", "r"].map((n) => number(tag, n));
    if (own !== "none") return [{ rgb: colour(own ?? inherited), holds: (x, y) => Math.hypot(x - cx, y - cy) <= r }];
    const half = number(tag, "stroke-width") / 2;
    return [{ rgb: colour(stroke), holds: (x, y) => Math.abs(Math.hypot(x - cx, y - cy) - r) <= half }];
  });
}

/** The drawing as PNG of so many pixels a side; cut: it fills the whole square, its mark four fifths of it. */
export function png(svg, size, cut = false) {
  const all = shapes(svg);
  const rows = Buffer.alloc(size * (1 + 4 * size));
  const scale = box / size;
  for (let py = 0; py < size; py++) {
    for (let px = 0; px < size; px++) {
      const sum = [0, 0, 0, 0];
      for (let s = 0; s < samples * samples; s++) {
        const x = (px + ((s % samples) + 0.5) / samples) * scale;
        const y = (py + (Math.floor(s / samples) + 0.5) / samples) * scale;
        const inner = (v) => (cut ? box / 2 + (v - box / 2) / 0.8 : v);
        const top = all.findLast((shape) => (cut && shape.ground) || shape.holds(inner(x), inner(y)));
        if (!top) continue;
        top.rgb.forEach((v, i) => (sum[i] += v));
        sum[3]++;
      }
      const at = py * (1 + 4 * size) + 1 + 4 * px;
      if (sum[3]) for (let i = 0; i < 3; i++) rows[at + i] = Math.round(sum[i] / sum[3]);
      rows[at + 3] = Math.round((255 * sum[3]) / samples ** 2);
    }
  }
  const head = Buffer.from([0, 0, 0, 0, 0, 0, 0, 0, 8, 6, 0, 0, 0]); // 8 bits, with transparency
  head.writeUInt32BE(size, 0);
  head.writeUInt32BE(size, 4);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk("IHDR", head), chunk("IDAT", deflateSync(rows, { level: 9 })), chunk("IEND", Buffer.alloc(0)),
  ]);
}

function chunk(name, data) {
  const body = Buffer.concat([Buffer.from(name, "latin1"), data]);
  const whole = Buffer.alloc(8 + body.length);
  whole.writeUInt32BE(data.length, 0);
  body.copy(whole, 4);
  whole.writeUInt32BE(crc(body), 4 + body.length);
  return whole;
}

function crc(bytes) {
  let c = ~0;
  for (const byte of bytes) {
    c ^= byte;
    for (let bit = 0; bit < 8; bit++) c = (c >>> 1) ^ (c & 1 ? 0xedb88320 : 0);
  }
  return ~c >>> 0;
}
