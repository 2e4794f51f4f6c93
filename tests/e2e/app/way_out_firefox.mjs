// The way out once more, in the second engine. Run by `./bothy e2e`.
process.env['BOTHY_ENGINE'] = 'firefox';
await import('./way_out.mjs');
