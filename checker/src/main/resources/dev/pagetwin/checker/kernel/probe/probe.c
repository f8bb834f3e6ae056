/* The first program of a guest that says whether memory tags are kept granule by granule, and where functions are. */
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/reboot.h>
#include <sys/stat.h>
#include <sys/utsname.h>
#include <termios.h>
#include <unistd.h>

#define GRANULES 256
#define STEP 16
#define IMAGE_ALIGN 0x200000ull

static unsigned tag_of(unsigned granule) { return (granule * 7 + granule / 16) & 15; }

static uint64_t tagged(char *at, unsigned tag) { return (uint64_t)at | (uint64_t)tag << 56; }

static int wrong_tags(void) {
    if (prctl(PR_SET_TAGGED_ADDR_CTRL, PR_TAGGED_ADDR_ENABLE | PR_MTE_TCF_NONE, 0, 0, 0) != 0) {
        return -1;
    }
    char *page = mmap(NULL, GRANULES * STEP, PROT_READ | PROT_WRITE | PROT_MTE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (page == MAP_FAILED) {
        return -1;
    }
    for (unsigned granule = 0; granule < GRANULES; granule++) {
        uint64_t address = tagged(page + granule * STEP, tag_of(granule));
        __asm__ volatile("stg %0, [%0]" : : "r"(address) : "memory");
    }
    int wrong = 0;
    for (unsigned granule = 0; granule < GRANULES; granule++) {
        uint64_t address = (uint64_t)(page + granule * STEP);
        __asm__ volatile("ldg %0, [%0]" : "+r"(address) : : "memory");
        wrong += (address >> 56 & 15) != tag_of(granule);
    }
    return wrong;
}

static void symbols(void) {
    static char line[1024];
    unsigned long long text = 0;
    for (int pass = 0; pass < 2; pass++) {
        FILE *all = fopen("/proc/kallsyms", "r");
        if (all == NULL) {
            return;
        }
        while (fgets(line, sizeof line, all) != NULL) {
            unsigned long long address;
            char type;
            char name[512];
            if (strchr(line, '[') != NULL || sscanf(line, "%llx %c %511s", &address, &type, name) != 3) {
                continue;
            }
            /* Not every kernel lists the first byte of its image; it is at the multiple of 2 MB before its text. */
            if (pass == 0 && strcmp(name, "_stext") == 0) {
                text = address & ~(IMAGE_ALIGN - 1);
            }
            if (pass == 1 && (type == 't' || type == 'T') && name[0] != '$' && address >= text) {
                printf("S %llx %s\n", address - text, name);
            }
        }
        fclose(all);
    }
}

int main(int argc, char **argv) {
    struct utsname name;
    mkdir("/proc", 0755);
    mount("proc", "/proc", "proc", 0, NULL);
    uname(&name);
    printf("\nRELEASE %s\n", name.release);
    printf("WRONG %d\n", wrong_tags());
    /* Words that the kernel itself does not know may come before ours. */
    for (int word = 1; word < argc; word++) {
        if (strcmp(argv[word], "symbols") == 0) {
            symbols();
        }
    }
    printf("END\n");
    fflush(stdout);
    tcdrain(1);
    reboot(RB_POWER_OFF);
    return 1;
}
