// Builds the styles, scripts and icons of the pages into src/xingzhi/web/static/build.
// Called by build.py; by hand: `npm ci && npm run build`.
import { mkdir, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import * as esbuild from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const source = join(here, "..", "src", "xingzhi");
const output = join(source, "web", "static", "build");
const modules = join(here, "node_modules");

// Offices run browsers some years old; what these lack is written in older words.
const target = ["chrome100", "firefox100", "safari15"];

// `light-dark()` came to browsers in 2024; the pages have one theme, so its first argument is meant.
const lightTheme = {
  name: "light-theme",
  setup(build) {
    build.onLoad({ filter: /tabler\.css$/ }, async ({ path }) => {
      const text = await readFile(path, "utf8");
      const contents = text
        .replace(/^\/\*# sourceMappingURL.*$/m, "")
        .replace(/light-dark\(((?:[^(),]|\([^()]*\))+),(?:[^()]|\([^()]*\))+\)/g, "$1");
      if (contents.includes("light-dark(")) throw new Error("a light-dark() too deep to read stands in Tabler's style");
      return { contents, loader: "css" };
    });
  },
};

async function* files(folder, suffix) {
  for (const entry of await readdir(folder, { withFileTypes: true, recursive: true })) {
    if (entry.isFile() && entry.name.endsWith(suffix)) yield join(entry.parentPath ?? entry.path, entry.name);
  }
}

// `{% icon "name" %}` in templates, `icon="name"` in Python.
async function usedIcons() {
  const names = new Set();
  for (const [suffix, pattern] of [[".html", /\{% icon "([a-z0-9-]+)"/g], [".py", /\bicon="([a-z0-9-]+)"/g]]) {
    for await (const path of files(source, suffix)) {
      for (const match of (await readFile(path, "utf8")).matchAll(pattern)) names.add(match[1]);
    }
  }
  return [...names].sort();
}

async function sprite(names) {
  const symbols = names.map(async (name) => {
    const path = join(modules, "@tabler", "icons", "icons", "outline", `${name}.svg`);
    const text = await readFile(path, "utf8").catch(() => {
      throw new Error(`there is no icon ${name}: a template or Python file names it`);
    });
    const shapes = text
      .replace(/<!--[\s\S]*?-->/g, "")
      .replace(/<svg[\s\S]*?>|<\/svg>|<path stroke="none"[^>]*>/g, "")
      .replace(/\s+/g, " ")
      .trim();
    return `<symbol id="${name}" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" ` +
      `stroke-linecap="round" stroke-linejoin="round">${shapes}</symbol>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg">${(await Promise.all(symbols)).join("")}</svg>\n`;
}

// What is bundled keeps its licence beside it.
async function licences() {
  const parts = [];
  for (const name of ["@popperjs/core", "@tabler/core", "@tabler/icons", "bootstrap", "echarts", "htmx.org", "tslib", "zrender"]) {
    const about = JSON.parse(await readFile(join(modules, name, "package.json"), "utf8"));
    const texts = [];
    for (const file of (await readdir(join(modules, name))).sort()) {
      if (/^(LICEN[CS]E|NOTICE|COPYRIGHT)/i.test(file) && !/\.js$/.test(file)) {
        const text = await readFile(join(modules, name, file), "utf8").catch(() => "");
        if (text) texts.push(text.trim());
      }
    }
    parts.push(`${name} ${about.version}: ${about.license}\n\n${texts.join("\n\n")}`.trim());
  }
  return `${parts.join("\n\n----------------------------------------\n\n")}\n`;
}

await rm(output, { recursive: true, force: true });
await mkdir(output, { recursive: true });
await esbuild.build({
  entryPoints: ["app.css", "app.js", "charts.js"].map((name) => join(here, "src", name)),
  outdir: output,
  bundle: true,
  minify: true,
  format: "iife",
  charset: "utf8",
  legalComments: "none",
  target,
  plugins: [lightTheme],
  logLevel: "warning",
});
await writeFile(join(output, "icons.svg"), await sprite(await usedIcons()));
await writeFile(join(output, "LICENSES.txt"), await licences());
