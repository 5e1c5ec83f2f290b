import assert from "node:assert/strict";
import test from "node:test";
import { vectors } from "./vectors.js";

for (const { zone, at, text } of vectors("zone"))
  test(`a moment in ${zone} is ${text}`, async () => {
    const before = process.env.TZ;
    process.env.TZ = zone;
    try {
      // Loaded anew: a page is in one zone for as long as it is open.
      const { momentText } = await import(`../../static/components/zone.js?${zone}-${at}`);
      assert.equal(momentText(at), text);
    } finally {
      if (before === undefined) delete process.env.TZ;
      else process.env.TZ = before;
    }
  });
