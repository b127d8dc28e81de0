"use strict";
(function () {
  var data = JSON.parse(document.getElementById("figures").textContent);
  var chart = document.getElementById("chart");
  var dark = window.matchMedia("(prefers-color-scheme: dark)");
  var drawn = "";

  // The pictures are stored in the light colors; the dark ones stand beside them by value.
  function recolor(value) {
    if (typeof value === "string") {
      return value.replace(/#[0-9a-f]{6}/g, function (color) { return data.dark[color] || color; });
    }
    return value;
  }
  function isColor(key) {
    return /color$|^shadow$/.test(key);
  }
  function copy(value, key, night) {
    if (Array.isArray(value)) { return value.map(function (item) { return copy(item, key, night); }); }
    if (value && typeof value === "object") {
      var out = {};
      Object.keys(value).forEach(function (name) { out[name] = copy(value[name], name, night); });
      return out;
    }
    return night && isColor(key) ? recolor(value) : value;
  }
  function draw(night) {
    var room = chart.clientWidth;
    var fitting = data.figures.filter(function (one) { return one.width <= room; });
    var best = fitting.length ? fitting[fitting.length - 1] : data.figures[0];
    var name = best.width + "/" + night + "/" + room;
    if (name === drawn) { return; }
    drawn = name;
    var layout = copy(best.layout, "", night);
    layout.width = room;
    layout.autosize = false;
    if (!chart.querySelector(".plotly")) { chart.textContent = ""; }
    Plotly.react(chart, copy(best.data, "", night), layout, { displayModeBar: false, staticPlot: false });
    if (!chart.dataset.ready) {
      chart.dataset.ready = "yes";
      chart.on("plotly_click", function (event) {
        var place = document.getElementById("e-" + event.points[0].customdata);
        if (place) { place.scrollIntoView({ block: "start" }); place.focus({ preventScroll: true }); }
      });
    }
  }
  function redraw() { draw(dark.matches); }

  redraw();
  new ResizeObserver(redraw).observe(chart);
  dark.addEventListener("change", redraw);
  window.addEventListener("beforeprint", function () { draw(false); });
  window.addEventListener("afterprint", redraw);
})();
