// Build what the browser loads into static/dist: one bundle a page, one folder a graphic, the fonts.
import { createHash } from "node:crypto";
import { cp, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import zlib from "node:zlib";
import * as esbuild from "esbuild";

const here = path.dirname(fileURLToPath(import.meta.url));
const out = path.join(here, "dist");
const FONT = path.join(here, "..", "node_modules", "@fontsource", "barlow-condensed", "files");

/** @param {string} folder @param {(name: string) => boolean} wanted */
const list = async (folder, wanted) =>
  (await readdir(path.join(here, folder), { withFileTypes: true })).filter((entry) => wanted(entry.name)).map((entry) => entry.name);

await rm(out, { recursive: true, force: true });
await mkdir(path.join(out, "fonts"), { recursive: true });
for (const subset of ["latin", "latin-ext"])
  for (const weight of [600, 700]) {
    const file = `barlow-condensed-${subset}-${weight}-normal.woff2`;
    await cp(path.join(FONT, file), path.join(out, "fonts", file));
  }

const pages = await list("pages", (name) => name.endsWith(".js"));
const styles = await list("css", (name) => name.endsWith(".css"));
/** What the graphics share is built into each of them. */
const graphics = await list("graphics", (name) => !name.includes(".") && name !== "kit");
for (const graphic of graphics)
  await cp(path.join(here, "graphics", graphic), path.join(out, "graphics", graphic), {
    recursive: true,
    filter: (file) => !file.endsWith(".js"),
  });

/** @type {esbuild.BuildOptions} */
const shared = {
  outdir: out,
  bundle: true,
  format: "esm",
  target: ["chrome88", "safari15", "firefox90"],
  minify: true,
  sourcemap: "linked",
  external: ["*.woff2"],
  logLevel: "warning",
};
/** A page is one file, but for what it loads later. @type {esbuild.BuildOptions[]} */
const builds = [
  ...pages.map((name) => ({ ...shared, entryPoints: [{ in: path.join(here, "pages", name), out: `pages/${name.replace(/\.js$/, "")}` }], splitting: true, chunkNames: "later/[name]-[hash]" })),
  {
    ...shared,
    entryPoints: [
      ...styles.map((name) => ({ in: path.join(here, "css", name), out: `css/${name.replace(/\.css$/, "")}` })),
      ...graphics.map((name) => ({ in: path.join(here, "graphics", name, "graphic.js"), out: `graphics/${name}/graphic` })),
    ],
  },
];
if (process.argv.includes("--watch")) for (const build of builds) await (await esbuild.context({ ...build, logLevel: "info" })).watch();
else {
  await Promise.all(builds.map((build) => esbuild.build(build)));
  await writeFile(path.join(out, "build"), await nameOf(["pages/overlay.js", "css/overlay.css", ...graphics.map((name) => `graphics/${name}/graphic.js`)]));
  await compress(out);
}

/** A name for what is on air, that changes with it: pages of an older one are told. @param {string[]} files */
async function nameOf(files) {
  const hash = createHash("sha256");
  for (const file of files) hash.update(await readFile(path.join(out, file)));
  return hash.digest("hex").slice(0, 12);
}

/** Lay compressed copies beside what is text: WhiteNoise serves these to whoever takes them. @param {string} folder */
async function compress(folder) {
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !/\.(css|js|json|svg)$/.test(entry.name)) continue;
    const file = path.join(entry.parentPath ?? entry.path, entry.name);
    const content = await readFile(file);
    await writeFile(`${file}.br`, await promisify(zlib.brotliCompress)(content));
    await writeFile(`${file}.gz`, await promisify(zlib.gzip)(content, { level: 9 }));
  }
}
