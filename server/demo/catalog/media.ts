// images.*, video.*: chains over one picture, long transcodings with progress, a process the kernel kills.
import { tuple } from "../python.ts";
import { badImage, outOfMemory, storageSlow } from "./failures.ts";
import type { TaskSpec } from "./spec.ts";

export const MEDIA: readonly TaskSpec[] = [
  {
    name: "images.fetch_original",
    queue: "media",
    perMinute: 14,
    medianMs: 460,
    spread: 0.7,
    invoke: (random, subject) => ({
      args: [`originals/${subject}.jpg`],
      kwargs: { bucket: random.pick(["uploads-eu", "uploads-us"]) },
    }),
    result: (random, subject) => ({ key: `originals/${subject}.jpg`, bytes: random.int(180_000, 9_400_000) }),
    failures: [{ share: 0.015, failure: storageSlow, retried: true }],
    retry: { max: 4, delaySeconds: 8 },
    chain: ["images.resize", "images.publish"],
  },
  {
    name: "images.resize",
    queue: "media",
    perMinute: 0,
    medianMs: 1_150,
    spread: 0.6,
    invoke: (random, subject) => ({
      args: [`originals/${subject}.jpg`, [tuple(320, 240), tuple(640, 480), tuple(1280, 960)]],
      kwargs: { quality: random.pick([80, 85, 90]) },
    }),
    result: (_random, subject) => [320, 640, 1280].map((width) => `variants/${subject}-${width}.webp`),
    failures: [{ share: 0.02, failure: badImage, retried: false }],
  },
  {
    name: "images.publish",
    queue: "media",
    perMinute: 0,
    medianMs: 240,
    spread: 0.5,
    invoke: (_random, subject) => ({ args: [subject], kwargs: { purge_cdn: true } }),
    result: (_random, subject) => `https://img.shop.example/${subject}`,
    failures: [],
  },
  {
    name: "images.moderate",
    queue: "media",
    perMinute: 5,
    medianMs: 900,
    spread: 0.4,
    invoke: (_random, subject) => ({ args: [subject], kwargs: { model: "safety-v4", threshold: 0.82 } }),
    result: (random) => ({ safe: random.chance(0.97), score: Math.round(random.next() * 1000) / 1000 }),
    failures: [{ share: 0.01, failure: badImage, retried: false }],
  },
  {
    name: "video.transcode",
    queue: "media",
    perMinute: 1.5,
    medianMs: 32_000,
    spread: 0.45,
    softLimitSeconds: 150,
    hardLimitSeconds: 180,
    progress: 8,
    cancelled: 0.05,
    invoke: (random, subject) => ({
      args: [`uploads/${subject}.mov`],
      kwargs: { preset: random.pick(["1080p", "720p", "480p"]), codecs: ["h264", "av1"] },
    }),
    result: (random, subject) => ({ manifest: `hls/${subject}/index.m3u8`, segments: random.int(40, 380) }),
    failures: [{ share: 0.05, failure: outOfMemory, retried: false }],
  },
];
