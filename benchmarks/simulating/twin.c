/* The 16 states of benchmarks/simulate.py written by hand for four persons at once, as a yardstick for the compiled
   kernel: the same equations, the same step, the same random numbers. What a step gives everyone stands in `table`. */
#include <math.h>
#include <stdint.h>
#ifdef __AVX2__
#include <immintrin.h>
#endif

typedef double real __attribute__((vector_size(32), aligned(8)));
typedef int64_t whole __attribute__((vector_size(32), aligned(8)));
typedef uint64_t word __attribute__((vector_size(32), aligned(8)));

enum { L = 4, STATES = 16, KEPT = 8, COLUMNS = 20 };
enum { D, I, F, O, V, P, E, R, M, T, C, G, Q, K, B, H };

/* Letters as in the docstrings of the mechanisms; H is the threat, K catastrophising, B depression, Q calm. */
static inline real all(double x) { return (real){x, x, x, x}; }
static inline real chosen(whole truth, real a, real b) { return (real)(((whole)a & truth) | ((whole)b & ~truth)); }
static inline real positive(real x) { return (real)((whole)x & (x > 0.0)); }

static inline real exponential(real x) {
    real shifted = x * 1.4426950408889634 + 6755399441055744.0;
    real turns = shifted - 6755399441055744.0;
    real r = x - turns * 0.693147180559945309417;
    real p = all(1.0 / 479001600);
    static const double c[] = {1.0 / 39916800, 1.0 / 3628800, 1.0 / 362880, 1.0 / 40320, 1.0 / 5040, 1.0 / 720,
                               1.0 / 120, 1.0 / 24, 1.0 / 6, 0.5, 1.0, 1.0};
    for (int i = 0; i < 12; i++) p = p * r + c[i];
    word scale = ((word)shifted << 52) + 0x3FF0000000000000ULL;
    return p * (real)scale;
}

static inline real logarithm(real x) {
    word shifted = (word)x - 0x3FE6A09E667F3BCDULL;
    word lifted = (shifted + 0x3FF0000000000000ULL) >> 52;
    real exponent = (real)(lifted | 0x4330000000000000ULL) - (4503599627370496.0 + 1023.0);
    real m = (real)((shifted & 0x000FFFFFFFFFFFFFULL) + 0x3FE6A09E667F3BCDULL);
    real s = (m - 1.0) / (m + 1.0), q = s * s;
    real p = all(2.0 / 13);
    for (int n = 5; n >= 0; n--) p = p * q + 2.0 / (2 * n + 1);
    return exponent * 0.693147180559945309417 + s * p;
}

static inline real root(real x) {
    real y;
    for (int i = 0; i < L; i++) y[i] = sqrt(x[i]);
    return y;
}

static inline word product(word a, uint64_t b) {
#ifdef __AVX2__ /* one instruction where the compiler would write five: the upper halves are zero */
    return (word)_mm256_mul_epu32((__m256i)a, (__m256i)((word){} + b));
#else
    return a * b;
#endif
}

static inline real number(word w) { return (real)(w | 0x4330000000000000ULL) - 4503599627370496.0; }

static inline void pair(word size, word angle, real *out) {
    real radius = root(logarithm(number(size) * 0x1p-32 + 0x1p-33) * -2.0);
    real t = (number(angle & 0x1FFFFFFF) + 0.5) * (0x1p-29 * 0.78539816339744830962), q = t * t;
    real sine = all(-1.0 / 39916800), cosine = all(1.0 / 479001600);
    static const double s[] = {1.0 / 362880, -1.0 / 5040, 1.0 / 120, -1.0 / 6, 1.0};
    static const double c[] = {-1.0 / 3628800, 1.0 / 40320, -1.0 / 720, 1.0 / 24, -0.5, 1.0};
    for (int i = 0; i < 5; i++) sine = sine * q + s[i];
    for (int i = 0; i < 6; i++) cosine = cosine * q + c[i];
    sine *= t;
    whole swapped = (whole)(angle & 0x20000000) != 0;
    real first = chosen(swapped, sine, cosine), second = chosen(swapped, cosine, sine);
    out[0] = radius * (real)((word)first ^ ((angle << 32) & 0x8000000000000000ULL));
    out[1] = radius * (real)((word)second ^ ((angle << 33) & 0x8000000000000000ULL));
}

static inline void four(word person, uint64_t group, uint64_t tag, uint64_t k0, uint64_t k1, real *out) {
    word c0 = person & 0xFFFFFFFF, c1 = (word){} + group, c2 = (word){} + tag, c3 = person >> 32;
    for (int turn = 0; turn < 10; turn++) {
        word first = product(c0, 0xD2511F53), second = product(c2, 0xCD9E8D57);
        c0 = (second >> 32) ^ c1 ^ k0;
        c2 = (first >> 32) ^ c3 ^ k1;
        c1 = second & 0xFFFFFFFF;
        c3 = first & 0xFFFFFFFF;
        k0 = (k0 + 0x9E3779B9) & 0xFFFFFFFF;
        k1 = (k1 + 0xBB67AE85) & 0xFFFFFFFF;
    }
    pair(c0, c1, out);
    pair(c2, c3, out + 2);
}

/* Half a step or a whole one from states x, with the flows of states y. What a person keeps: strength of calm, weight of
   relief, strength of touch, decay of F (half, whole), slow touch, noise of D and F. The constants and the columns of the
   table are listed in hand_written.py. */
static inline void forward(const real *x, const real *y, real *z, const real *kept, const double *row,
                           const double *constants, int full) {
    const double *c = constants + 12 * full, *t = row + 2 + 9 * full;
    real intensity = (y[D] + y[I] + y[F]) * exponential(-kept[0] * y[Q]) / (1.0 + y[G]) - kept[1] * y[R];
    real closing = kept[2] * y[T] / (y[T] + constants[25]) + constants[24] * y[C];
    z[D] = x[D];
    z[I] = x[I] * c[0];
    z[F] = x[F] * kept[3 + full];
    z[O] = x[O];
    z[V] = x[V] * c[1];
    z[P] = x[P] * c[2] + positive(intensity) * c[3];
    z[E] = x[E] * c[4] + y[P] * c[5];
    z[R] = x[R] * t[0] + y[M] * t[1] + t[2];
    z[M] = x[M] * t[3] + positive(y[E] - y[P]) * t[4];
    z[T] = x[T] * c[6] + row[0] * c[7];
    z[C] = x[C] * c[6] + kept[5] * (row[1] * c[7]);
    z[G] = x[G] * c[8] + closing * c[9];
    z[Q] = x[Q] * t[5] + t[6];
    z[K] = x[K] * c[10] + y[P] * c[11];
    z[B] = x[B] * t[7] + y[P] * t[8];
    z[H] = x[H];
}

void run(real *states, const real *kept, const double *table, const double *constants, int64_t steps, int64_t blocks,
         uint64_t key, const uint32_t *tags, int64_t noisy) {
    for (int64_t block = 0; block < blocks; block++, states += STATES, kept += KEPT) {
        real x[STATES], middle[STATES], after[STATES], normals[3][4];
        word person = (word){0, 1, 2, 3} + (uint64_t)(block * L);
        for (int i = 0; i < STATES; i++) x[i] = states[i];
        for (int64_t step = 0; step < steps; step++) {
            const double *row = table + step * COLUMNS;
            if (noisy && (step & 3) == 0)
                for (int i = 0; i < 3; i++)
                    four(person, step >> 2, tags[i], key & 0xFFFFFFFF, key >> 32, normals[i]);
            forward(x, x, middle, kept, row, constants, 0);
            forward(x, middle, after, kept, row, constants, 1);
            if (noisy) {
                after[D] += kept[6] * normals[0][step & 3];
                after[F] += kept[7] * normals[1][step & 3];
                after[V] += constants[26] * normals[2][step & 3];
            }
            for (int i = 0; i < STATES; i++) x[i] = after[i];
        }
        for (int i = 0; i < STATES; i++) states[i] = x[i];
    }
}
