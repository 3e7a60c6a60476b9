// Asks the analyzer through both of Perspective's clients for JavaScript and prints what they say.
// usage: node ask.js URL KEY
const [url, key] = process.argv.slice(2);
const base = `${url}/v1alpha1/comments:analyze`;

const axios = require("perspective-api-client/node_modules/axios");
axios.interceptors.request.use((config) => ({ ...config, url: base }));
const Perspective = require("perspective-api-client");
const { Client } = require("@conversationai/perspectiveapi-js-client");

(async () => {
  const sloria = new Perspective({ apiKey: key });
  const found = await sloria.analyze("You are a stupid idiot", { attributes: ["toxicity", "spam"] });
  const refused = await sloria
    .analyze("x", { attributes: ["nope"] })
    .catch((error) => `${error.response.status} ${error.message}`);

  const google = new Client(key);
  google.perspectiveApiUrl = `${base}?key=${key}`;
  const scores = await google.getScores("You are a stupid idiot", { attributes: ["TOXICITY"] });

  console.log(JSON.stringify({ found, refused, scores }));
})();
