/* Marks by WebGL: a program for sigma.js that draws the shape of each level, hollow or tinted where the text is not in the corpus, and sigma
   with one WebGL context instead of three. What is under the pointer large.js finds by itself: nothing is drawn to be picked. */
"use strict";
const policykgShapes = (() => {
  const SHAPES = ["dot", "square", "diamond", "triangle", "triangleDown", "star"];
  const REACH = 1.35; // a point is so much larger than the radius: corners stand out
  const VERTEX = `
attribute vec2 a_position; attribute float a_size; attribute vec4 a_color; attribute float a_shape;
uniform float u_sizeRatio; uniform float u_pixelRatio; uniform mat3 u_matrix;
varying vec4 v_color; varying float v_shape; varying float v_radius;
void main() {
  gl_Position = vec4((u_matrix * vec3(a_position, 1)).xy, 0, 1);
  v_radius = a_size / u_sizeRatio * u_pixelRatio;
  gl_PointSize = v_radius * 2.0 * ${REACH.toFixed(2)} + 2.0;
  v_shape = a_shape;
  v_color = a_color;
  v_color.a *= 255.0 / 254.0;
}`;
  // Distances to the outlines of frame.js's shapePath, in radii; y points down.
  const FRAGMENT = `
precision mediump float;
uniform vec4 u_paper;
varying vec4 v_color; varying float v_shape; varying float v_radius;
float outline(vec2 p, float shape) {
  if (shape < 0.5) return length(p) - 1.0;
  if (shape < 1.5) return max(abs(p.x), abs(p.y)) - 0.884;
  if (shape < 2.5) return (abs(p.x) + abs(p.y)) * 0.7071 - 0.884;
  if (shape < 4.5) {
    float y = shape < 3.5 ? p.y : -p.y;
    return max(y - 0.625, abs(p.x) * 0.866 - y * 0.5 - 0.625);
  }
  float turn = mod(atan(p.x, -p.y) + 6.28319, 1.256637);
  turn = min(turn, 1.256637 - turn);
  return dot(length(p) * vec2(cos(turn), sin(turn)) - vec2(1.2, 0.0), vec2(0.3057, 0.9522));
}
void main() {
  float kind = floor(v_shape / 8.0 + 0.05), size = v_radius + 1.0 / ${REACH.toFixed(2)};
  float away = outline((gl_PointCoord - 0.5) * 2.0 * ${REACH.toFixed(2)} * size / v_radius, v_shape - 8.0 * kind) * v_radius;
  float filled = kind < 0.5 || v_radius < 2.5 ? 1.0 : kind < 1.5 ? 0.0 : 0.35;
  vec4 inside = mix(u_paper, v_color, max(filled, clamp(away + 2.0, 0.0, 1.0)));
  gl_FragColor = inside * clamp(0.5 - away, 0.0, 1.0);
}`;

  class Program extends Sigma.rendering.NodeProgram {
    getDefinition() {
      const { FLOAT, UNSIGNED_BYTE, POINTS } = WebGLRenderingContext;
      return {
        VERTICES: 1, METHOD: POINTS, VERTEX_SHADER_SOURCE: VERTEX, FRAGMENT_SHADER_SOURCE: FRAGMENT,
        UNIFORMS: ["u_sizeRatio", "u_pixelRatio", "u_matrix", "u_paper"],
        ATTRIBUTES: [
          { name: "a_position", size: 2, type: FLOAT }, { name: "a_size", size: 1, type: FLOAT },
          { name: "a_color", size: 4, type: UNSIGNED_BYTE, normalized: true },
          { name: "a_shape", size: 1, type: FLOAT },
        ],
      };
    }
    processVisibleItem(nodeIndex, start, node) {
      this.array.set([node.x, node.y, node.size, Sigma.utils.floatColor(node.color), node.shape], start);
    }
    setUniforms({ sizeRatio, pixelRatio, matrix }, { gl, uniformLocations }) {
      gl.uniform1f(uniformLocations.u_pixelRatio, pixelRatio);
      gl.uniform1f(uniformLocations.u_sizeRatio, sizeRatio);
      gl.uniformMatrix3fv(uniformLocations.u_matrix, false, matrix);
      const paper = Sigma.utils.colorToArray(getComputedStyle(document.documentElement).getPropertyValue("--paper").trim());
      if (uniformLocations.u_paper) gl.uniform4f(uniformLocations.u_paper, paper[0] / 255, paper[1] / 255, paper[2] / 255, 1);
    }
  }

  class Stage extends Sigma {
    createWebGLContext(layer, options) {
      const [first] = Object.keys(this.webGLContexts);
      if (!first) return super.createWebGLContext(layer, { ...options, picking: false });
      this.elements[layer] = this.elements[first];
      return (this.webGLContexts[layer] = this.webGLContexts[first]);
    }
    renderHighlightedNodes() {} // it would clear the layer it thinks its own; what is lit stands above the picture
    getNodeAtPosition() { return null; }
  }

  return { Program, Stage, numberOf: (shape, filled) => SHAPES.indexOf(shape) + (filled === 1 ? 0 : filled === 0 ? 8 : 16) };
})();
