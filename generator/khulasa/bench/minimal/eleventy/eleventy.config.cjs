// The same pages in Eleventy: article, tag, person and list pages, no feeds.
const SIZE = 20;

function terms(articles, field) {
  const members = new Map();
  for (const item of articles) {
    for (const name of item.data[field] || []) {
      if (!members.has(name)) members.set(name, []);
      members.get(name).push(item);
    }
  }
  return members;
}

function pages(articles, field) {
  const made = [];
  for (const [name, items] of terms(articles, field)) {
    const count = Math.ceil(items.length / SIZE);
    for (let n = 0; n < count; n++) {
      const base = `/${field}/${name}/`;
      const at = (k) => (k < 0 || k >= count ? "" : k ? `${base}page/${k + 1}/` : base);
      made.push({ name, url: at(n), newer: at(n - 1), older: at(n + 1), items: items.slice(n * SIZE, n * SIZE + SIZE) });
    }
  }
  return made;
}

module.exports = function (config) {
  const sorted = (api) => api.getFilteredByGlob("content/**/*.md").sort((a, b) => b.date - a.date);
  config.setQuietMode(true);
  config.addCollection("newest", (api) => sorted(api).slice(0, 30));
  config.addCollection("lists", (api) => {
    const articles = sorted(api);
    return [...pages(articles, "people"), ...pages(articles, "labels")];
  });
  config.addCollection("indexes", (api) => {
    const articles = sorted(api);
    return ["people", "labels"].map((field) => ({
      field,
      terms: [...terms(articles, field)].map(([name, items]) => ({ name, count: items.length })),
    }));
  });
  return { dir: { input: ".", includes: "_includes", output: "output" }, markdownTemplateEngine: false };
};
